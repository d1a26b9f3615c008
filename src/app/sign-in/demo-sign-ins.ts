import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { roles } from "@/features/staff/rules";
import { env } from "@/lib/env";

const demoFile = z.object({
  signIns: z.array(z.object({ role: z.enum(roles), email: z.string(), password: z.string() })),
});

export type DemoSignIn = z.infer<typeof demoFile>["signIns"][number];

/** The sign-ins of the demo, which the seed wrote beside the files folder; none outside a demo. Server only. */
export async function demoSignIns(): Promise<DemoSignIn[]> {
  const { OWABI_DEMO, FILES_DIR } = env();
  if (!OWABI_DEMO) return [];
  try {
    const text = await readFile(path.join(FILES_DIR, "..", "demo.json"), "utf8");
    return demoFile.parse(JSON.parse(text)).signIns;
  } catch {
    // A demo whose seed was not loaded yet: the page works, it only offers nothing.
    return [];
  }
}
