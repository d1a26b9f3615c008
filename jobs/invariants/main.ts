import { closeDatabase } from "@/db/client";
import { describeError } from "@/lib/describe-error";
import { checkInvariants } from "./check-invariants";

/** `npm run invariants`: says of each whether it holds; ends with 1 where one does not, with 2 where it cannot ask. */
try {
  const verdicts = await checkInvariants();
  for (const { invariant, violations, examples } of verdicts) {
    const label = violations === 0 ? "holds   " : "BROKEN  ";
    console.log(`${label}${invariant.id.padEnd(22)}${invariant.says}`);
    if (violations !== 0) console.log(`          ${violations} times, for instance: ${examples.join(", ")}`);
  }
  const broken = verdicts.filter(({ violations }) => violations !== 0).length;
  console.log(`\n${verdicts.length - broken} hold, ${broken} broken`);
  process.exitCode = broken === 0 ? 0 : 1;
} catch (error) {
  console.error(`The database could not be asked: ${JSON.stringify(describeError(error))}`);
  process.exitCode = 2;
} finally {
  await closeDatabase();
}
