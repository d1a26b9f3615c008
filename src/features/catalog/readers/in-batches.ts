import type { CatalogFact } from "./catalog-facts";

const factsPerBatch = 1000;

/** Facts, a thousand at once. A fault comes after the facts before it. */
export async function* inBatches(facts: AsyncIterable<CatalogFact>): AsyncGenerator<CatalogFact[]> {
  let batch: CatalogFact[] = [];
  let fault: { error: unknown } | null = null;
  try {
    for await (const fact of facts) {
      batch.push(fact);
      if (batch.length < factsPerBatch) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    fault = { error };
  }
  yield batch;
  if (fault) throw fault.error;
}
