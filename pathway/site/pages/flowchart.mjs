// Lays out flowcharts: a JSON object of name -> DOT on standard input, a JSON object of name -> SVG on standard output.
import { Graphviz } from "@hpcc-js/wasm-graphviz";

let given = "";
for await (const chunk of process.stdin) given += chunk;
const graphviz = await Graphviz.load();
const drawn = {};
for (const [name, dot] of Object.entries(JSON.parse(given))) drawn[name] = graphviz.dot(dot, "svg");
process.stdout.write(JSON.stringify(drawn));
