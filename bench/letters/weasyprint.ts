import { execFileSync } from "node:child_process";
import { stat } from "node:fs/promises";
import path from "node:path";
import type { Contender } from "./contender";
import { htmlOfLetters } from "./html";

/** WeasyPrint, all letters in one document. */
export const weasyprint: Contender = {
  batch: true,
  async prepare() {
    execFileSync("weasyprint", ["--version"], { stdio: "ignore" });
    return async (count, folder) => {
      const file = path.join(folder, "run.pdf");
      execFileSync("weasyprint", ["--quiet", await htmlOfLetters(count, folder), file], { stdio: "ignore" });
      return { bytes: (await stat(file)).size };
    };
  },
};
