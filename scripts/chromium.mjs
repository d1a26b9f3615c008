import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { inRoot } from "./paths.mjs";
import { Stop, step } from "./say.mjs";

const installedPlaces = {
  linux: [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/usr/bin/google-chrome-stable",
  ],
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
};

/**
 * The browser for the tests, `{ executablePath, args, env }` as Playwright's `launch` takes them: `CHROMIUM_PATH`,
 * else one that is installed, else the one inside the npm package, unpacked into `.cache/chromium/<version>`.
 * All show the fonts of this checkout only, so that pages look the same on every machine.
 */
export async function chromiumForTests() {
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const installed = await installedChromium();
  if (installed) return { executablePath: installed, args: asRoot, env: { FONTCONFIG_FILE: fontsConf() } };
  const unpacked = await unpackedChromium();
  const args = ["--no-sandbox", "--headless=shell", "--disable-gpu"];
  return { executablePath: unpacked.path, args, env: { FONTCONFIG_FILE: fontsConf(), ...unpacked.env } };
}

async function installedChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Stop(`CHROMIUM_PATH names ${named}, and there is no such file. Correct it or unset it.`);
  }
  const { chromium } = await import("playwright-core");
  const places = [...(installedPlaces[process.platform] ?? []), chromium.executablePath()];
  return places.find((place) => existsSync(place)) ?? null;
}

async function unpackedChromium() {
  const source = inRoot("node_modules/@sparticuz/chromium");
  if (process.platform !== "linux" || process.arch !== "x64" || !existsSync(source)) {
    throw new Stop(
      "The browser tests need Chromium or Chrome, and none was found. " +
        "Install one, or set CHROMIUM_PATH to its program, then run the command again.",
    );
  }
  const { version } = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  const folder = inRoot(".cache/chromium", version);
  if (!existsSync(folder)) await step("Unpacking Chromium", () => unpackInto(source, folder));
  const path = join(folder, "chromium");
  return { path, env: librariesFor(path, source, folder) };
}

/** Its own unpacker would leave the browser in the temporary folder and take a stale one from there. */
function unpackInto(source, folder) {
  const half = `${folder}.${process.pid}`;
  mkdirSync(half, { recursive: true });
  writeFileSync(join(half, "chromium"), brotliDecompressSync(readFileSync(join(source, "bin/chromium.br"))), {
    mode: 0o755,
  });
  moveIntoPlace(half, folder);
}

/** A bare system lacks libnss3 and its like; the package carries them. */
function librariesFor(path, source, folder) {
  const libraries = join(folder, "libraries");
  if (!existsSync(libraries) && !lacksLibraries(path, {})) return {};
  if (!existsSync(libraries)) {
    const half = `${libraries}.${process.pid}`;
    mkdirSync(half, { recursive: true });
    const input = brotliDecompressSync(readFileSync(join(source, "bin/al2023.tar.br")));
    const run = spawnSync("tar", ["-xf", "-", "-C", half], { input });
    if (run.status !== 0)
      throw new Stop(`Chromium's libraries could not be unpacked: ${run.stderr ?? run.error}`);
    moveIntoPlace(half, libraries);
  }
  const env = { LD_LIBRARY_PATH: join(libraries, "lib") };
  const missing = lacksLibraries(path, env);
  if (!missing) return env;
  throw new Stop(
    `Chromium lacks libraries of this system: ${missing}. Install Chromium (Debian: \`apt-get install chromium\`) ` +
      "or set CHROMIUM_PATH to one that runs, then run the command again.",
  );
}

function lacksLibraries(path, env) {
  const run = spawnSync("ldd", [path], { encoding: "utf8", env: { ...process.env, ...env } });
  const missing = [...(run.stdout ?? "").matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1]);
  return missing.join(", ");
}

function moveIntoPlace(half, folder) {
  try {
    renameSync(half, folder);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/** Fontconfig for a browser that sees nothing but the project's own Japanese fonts; without any it dies. */
function fontsConf() {
  const folders = ["biz-udpgothic/400Regular", "biz-udpgothic/700Bold", "noto-serif-jp/400Regular"];
  const lines = folders.map((folder) => `  <dir>${inRoot("node_modules/@expo-google-fonts", folder)}</dir>`);
  const families = ["sans-serif", "serif", "monospace", "system-ui"].map(
    (family) => `  <alias><family>${family}</family><prefer><family>BIZ UDPGothic</family></prefer></alias>`,
  );
  const text = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    "<fontconfig>",
    ...lines,
    `  <cachedir>${inRoot(".cache/fonts/cache")}</cachedir>`,
    ...families,
    "</fontconfig>",
    "",
  ].join("\n");
  const path = inRoot(".cache/fonts/fonts.conf");
  mkdirSync(inRoot(".cache/fonts/cache"), { recursive: true });
  if (!existsSync(path) || readFileSync(path, "utf8") !== text) {
    writeFileSync(`${path}.${process.pid}`, text);
    renameSync(`${path}.${process.pid}`, path);
  }
  return path;
}
