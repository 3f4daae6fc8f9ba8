// Bundles the front end into src/hopluc/ui/static/hopluc/ (not committed).
//
// Every frontend/<name>.js becomes the bundle <name>: an ES module and, where there is a
// frontend/<name>.scss or .css beside it, a stylesheet. `bundles.json` says which files
// a bundle has; `icons.json` holds the inner paths of Tabler's outline icons by name.

import { cp, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const target = join(root, "src/hopluc/ui/static/hopluc");
const out = `${target}.${process.pid}`; // put in its place when whole, so that a running server misses nothing
const modules = join(root, "node_modules");
const BROWSERS = ["chrome111", "firefox114", "safari16.4"];

/** Compiles `@use` of SCSS files; plain CSS goes to esbuild as it is. */
const scss = {
  name: "scss",
  setup(build) {
    build.onLoad({ filter: /\.scss$/ }, ({ path }) => {
      const { css, loadedUrls } = sass.compile(path, {
        loadPaths: [here, modules],
        style: "compressed",
        quietDeps: true,
      });
      return { contents: css, loader: "css", watchFiles: loadedUrls.map((url) => fileURLToPath(url)) };
    });
  },
};

async function bundles() {
  const names = (await readdir(here)).filter((name) => extname(name) === ".js").map((name) => basename(name, ".js"));
  const entries = {};
  const files = {};
  for (const name of names.sort()) {
    files[name] = [];
    for (const [source, kind] of [[`${name}.scss`, "css"], [`${name}.css`, "css"], [`${name}.js`, "js"]]) {
      if (existsSync(join(here, source))) {
        entries[`${name}.${kind}`] = join(here, source);
        files[name].push(`${name}.${kind}`);
      }
    }
  }
  const points = Object.entries(entries).map(([file, source]) => ({ in: source, out: file.replace(/\.(css|js)$/, "") }));
  await esbuild.build({
    entryPoints: points,
    outdir: out,
    bundle: true,
    minify: true,
    format: "esm",
    target: BROWSERS,
    charset: "utf8",
    legalComments: "none",
    plugins: [scss],
    logLevel: "warning",
  });
  await writeFile(join(out, "bundles.json"), JSON.stringify(files, null, 1));
}

async function icons() {
  const nodes = JSON.parse(await readFile(join(modules, "@tabler/icons/tabler-nodes-outline.json"), "utf8"));
  const draw = ([tag, attributes]) =>
    `<${tag} ${Object.entries(attributes).map(([key, value]) => `${key}="${value}"`).join(" ")}/>`;
  const drawn = Object.fromEntries(Object.entries(nodes).map(([name, parts]) => [name, parts.map(draw).join("")]));
  await writeFile(join(out, "icons.json"), JSON.stringify(drawn));
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await Promise.all([bundles(), icons()]);
await cp(join(here, "mark.svg"), join(out, "mark.svg"));
await rm(target, { recursive: true, force: true });
await rename(out, target);
