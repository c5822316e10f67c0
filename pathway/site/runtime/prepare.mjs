// Lets the browser's own Python, under Node, compile what the browser will run and record what it imports.
//   node prepare.mjs compile PYODIDE LIBRARY OPTIMIZE SOURCES.zip OUT.zip   every .py as .pyc
//   node prepare.mjs methods PYODIDE LIBRARY SOURCES.zip OUT.bin           the methods of SOURCES' dataclasses, compiled
//   node prepare.mjs record PYODIDE LIBRARY SOURCES.zip OUT.json            the library's modules that SOURCES need
// PYODIDE is the folder of the npm package, LIBRARY the zip of a standard library. `in_pyodide.py` holds the Python half.
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** A Python with this standard library and `in_pyodide.py`, which is its answer. */
async function inPyodide(home, library) {
  const { loadPyodide } = await import(pathToFileURL(join(resolve(home), "pyodide.mjs")).href);
  const { info } = JSON.parse(await readFile(join(home, "pyodide-lock.json"), "utf8"));
  const py = await loadPyodide({
    indexURL: resolve(home),
    stdLibURL: resolve(library),
    lockFileContents: { info, packages: {} },
    env: { PYTHONHASHSEED: "0" },
  });
  py.FS.mkdirTree("/build");
  py.FS.writeFile("/build/in_pyodide.py", await readFile(new URL("in_pyodide.py", import.meta.url)));
  py.runPython("import sys; sys.dont_write_bytecode = True; sys.path.append('/build')");
  return [py, py.pyimport("in_pyodide")];
}

const tasks = {
  async compile(home, library, optimize, sources, out) {
    const [py, python] = await inPyodide(home, library);
    py.FS.writeFile("/build/sources.zip", await readFile(sources));
    python.compiled("/build/sources.zip", "/build/compiled.zip", Number(optimize));
    await writeFile(out, py.FS.readFile("/build/compiled.zip"));
  },
  async methods(home, library, sources, out) {
    const [py, python] = await inPyodide(home, library);
    py.FS.writeFile("/build/sources.zip", await readFile(sources));
    const code = python.methods("/build/sources.zip", "/package", "pathway.tool.door");
    await writeFile(out, code.toJs());
  },
  async record(home, library, sources, out) {
    const [py, python] = await inPyodide(home, library);
    py.FS.writeFile("/build/sources.zip", await readFile(sources));
    await writeFile(out, python.needed("/build/sources.zip", "/package", "pathway.tool.door"));
  },
};

/** Ends with the message alone: Node would print the line of the minified source too, which is a megabyte long. */
function stop(error) {
  console.error(String(error?.message ?? error));
  process.exit(1);
}

process.on("uncaughtException", stop);
const [task, ...rest] = process.argv.slice(2);
await tasks[task](...rest).catch(stop);
