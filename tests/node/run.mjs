// Runs what the site serves to browsers under Node: exactly the built standard library and package, nothing else.
//   node run.mjs PYODIDE TOOL ask                           one JSON text a line in, one JSON string a line out
//   node run.mjs PYODIDE TOOL door                          [state, event] a line in, the reply as a JSON string out
//   node run.mjs PYODIDE TOOL tests CHECKOUT WHOLE NAMES    runs modules of tests/, prints what they came to
//   node run.mjs PYODIDE TOOL import NAMES                  tries to import each module, prints those it cannot
// PYODIDE is the folder of the npm package, TOOL the built tool's folder, WHOLE a zip of the whole standard library.
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { isMainThread, Worker } from "node:worker_threads";

process.on("uncaughtException", stop);
const [home, tool, task, ...rest] = process.argv.slice(2);

/** Ends with the message alone: Node would print the line of the minified source too, which is a megabyte long. */
function stop(error) {
  console.error(String(error?.message ?? error));
  process.exit(1);
}

/** Python as the worker starts it. */
async function start() {
  const { parts } = JSON.parse(await readFile(join(tool, "runtime.json"), "utf8"));
  const part = (name) => resolve(tool, parts.find((p) => p.name.endsWith(`/${name}`)).name);
  const { info } = JSON.parse(await readFile(join(home, "pyodide-lock.json"), "utf8"));
  const { loadPyodide } = await import(pathToFileURL(join(resolve(home), "pyodide.mjs")).href);
  const lockFileContents = { info, packages: {} };
  return loadPyodide({
    indexURL: resolve(home),
    stdLibURL: part("std.wasm"),
    lockFileContents,
    fsInit: async (files) => files.writeFile("/app.zip", new Uint8Array(await readFile(part("app.wasm")))),
    env: { PYTHONPATH: "/app.zip" },
  });
}

/** Standard input, line by line. */
async function lines() {
  let text = "";
  for await (const chunk of process.stdin.setEncoding("utf8")) text += chunk;
  return text.split("\n").filter(Boolean);
}

const tasks = {
  async ask(py) {
    const door = py.pyimport("pathway.tool.start");
    return (await lines()).map((line) => JSON.stringify(door.ask_json(line)));
  },
  async door(py) {
    const door = py.pyimport("pathway.tool.start");
    return (await lines()).map((line) => JSON.stringify(door.answer(...JSON.parse(line))));
  },
  async tests(py, checkout, whole, names) {
    py.FS.mkdirTree("/checkout");
    py.mountNodeFS("/checkout", resolve(checkout));
    py.FS.writeFile("/whole.zip", await readFile(whole));
    py.runPython("import sys; sys.path.append('/checkout/tests/node')");
    return [py.pyimport("inside").run_tests(names, "/whole.zip")];
  },
  async import(py, names) {
    return JSON.parse(names).filter((name) => {
      try {
        py.pyimport(name);
        return false;
      } catch {
        return true;
      }
    });
  },
};

if (task === "tests" && isMainThread) {
  // Some tests nest lists 50,000 deep, which no page can send. Without a deep stack the interpreter does not survive.
  const resourceLimits = { stackSizeMb: 200 };
  const worker = new Worker(new URL(import.meta.url), { argv: process.argv.slice(2), resourceLimits });
  worker.on("exit", (code) => (process.exitCode = code));
} else {
  try {
    const out = await tasks[task](await start(), ...rest);
    process.stdout.write(out.map((line) => `${line}\n`).join(""));
  } catch (error) {
    stop(error);
  }
}
