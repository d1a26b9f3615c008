import { drawClaims } from "./claims";
import { planJobs } from "./jobs";
import { drawPopulation } from "./population";
import { scenarioNamed, shapeOf } from "./scenarios";
import { layOnTapes } from "./tapes";
import { type Truth, truthOf } from "./truth";
import { catalogFiles } from "./write-catalog";
import { drawMaster, masterFiles } from "./write-master";

export interface GeneratedScenario {
  /** Contents by path below the output folder; each can be iterated again and gives the same bytes again. */
  readonly files: ReadonlyMap<string, Iterable<Buffer>>;
  readonly truth: Truth;
}

export const defaultSeed = 20_121_025;

/**
 * The input files of a scenario and what is true of them. Depends on nothing but its arguments; touches no disk.
 * Throws `Invalid` for an unknown scenario or a number of people outside its range.
 */
export function generateScenario(
  name: string,
  options: { readonly people?: number; readonly seed?: number } = {},
): GeneratedScenario {
  const scenario = scenarioNamed(name);
  const shape = shapeOf(scenario, options.people);
  const seed = options.seed ?? defaultSeed;
  const population = drawPopulation(scenario, shape, seed);
  const claims = drawClaims(population, shape, seed);
  const master = drawMaster(claims, shape, seed);
  // So that the larger jobs have two or three rows in JobMedia whatever the number of people.
  const stretchBytes = Math.max(300_000, shape.people * 1_300);
  const { volumes, jobs } = layOnTapes(planJobs(claims, shape, seed), stretchBytes);
  const truth = truthOf(scenario, seed, population, jobs, master);
  const files = new Map([
    ...catalogFiles(volumes, jobs, seed),
    ...masterFiles(master),
    ["truth.json", [Buffer.from(`${JSON.stringify(truth, null, 2)}\n`)]] as const,
  ]);
  return { files, truth };
}
