import { Invalid } from "@/lib/errors";
import { hardNames } from "./hard-names";

/** The story all scenarios tell. The two companies are invented, as is everyone in the seed. */
export const theCase = {
  insurer: "ほしかげ生命保険株式会社",
  itSubsidiary: "ほしかげ情報システム株式会社",
  lostVolumes: ["DLS-A00123L4", "DLS-A00124L4"],
  receivedFrom: "2012-10-25",
  receivedTo: "2012-11-16",
} as const;

/** What a scenario consists of, in counts. */
export interface Shape {
  /** Insured people with a document on a lost tape; exact. */
  readonly people: number;
  /** Claims in the master whose documents are on no lost tape. */
  readonly claimsElsewhere: number;
  /** Two people of one name in one town. */
  readonly sameNamePairs: number;
  readonly exactDuplicateRows: number;
  readonly unknownClaims: number;
  readonly unreadableFiles: number;
  readonly missingAddress: number;
  readonly deceased: number;
  readonly minors: number;
  readonly twoSpellings: number;
  readonly beyondCp932: number;
  readonly rescans: number;
}

export interface Scenario {
  readonly name: string;
  readonly description: string;
  /** The number of affected people unless another is asked for. */
  readonly people: number;
  readonly minPeople: number;
  readonly maxPeople: number;
  /** Whether everyone has one of the hard names, in place of the known cast and drawn names. */
  readonly onlyHardNames: boolean;
}

export const scenarios: readonly Scenario[] = [
  {
    name: "two-tapes",
    description: "the full case: two LTO-4 tapes lost, 39,585 insured people affected",
    people: 39_585,
    minPeople: 100,
    maxPeople: 200_000,
    onlyHardNames: false,
  },
  {
    name: "two-tapes-small",
    description: "the same shape with 300 people, for practice and for browser journeys",
    people: 300,
    minPeople: 100,
    maxPeople: 200_000,
    onlyHardNames: false,
  },
  {
    name: "hard-names",
    description: `the same two tapes, ${hardNames.length} people with the hardest names to read, match and print`,
    people: hardNames.length,
    minPeople: 20,
    maxPeople: hardNames.length,
    onlyHardNames: true,
  },
];

/** The scenario of that name, or `Invalid` (`seed.scenario-unknown`). */
export function scenarioNamed(name: string): Scenario {
  const scenario = scenarios.find((s) => s.name === name);
  if (!scenario) {
    throw new Invalid("seed.scenario-unknown", { name, known: scenarios.map((s) => s.name).join(", ") });
  }
  return scenario;
}

/** The counts of a scenario for a number of people; `Invalid` (`seed.people-out-of-range`) outside its range. */
export function shapeOf(scenario: Scenario, people: number = scenario.people): Shape {
  const { minPeople: min, maxPeople: max } = scenario;
  if (!Number.isInteger(people) || people < min || people > max) {
    throw new Invalid("seed.people-out-of-range", { scenario: scenario.name, people, min, max });
  }
  const scaled = (inFullCase: number, atLeast: number) =>
    Math.max(atLeast, Math.round((inFullCase * people) / 39_585));
  const drawn = scenario.onlyHardNames ? 0 : 1;
  return {
    people,
    claimsElsewhere: scaled(8_000, 20),
    sameNamePairs: scaled(12, 2) * drawn,
    exactDuplicateRows: scaled(9, 2),
    unknownClaims: scaled(12, 3),
    unreadableFiles: scaled(25, 5),
    missingAddress: scaled(120, 2),
    deceased: scaled(870, 3),
    minors: scaled(1_350, 3),
    twoSpellings: scaled(80, 2) * drawn,
    beyondCp932: scaled(40, 2) * drawn,
    rescans: scaled(230, 3),
  };
}
