import { placeRowsOnMedia } from "@/features/catalog/place-rows-on-media";
import { deriveDocuments } from "@/features/documents/derive-documents";
import { deriveScope } from "@/features/media/tasks";
import { derivePeople } from "@/features/people/derive-people";
import { defineHandler } from "../define-handler";

/** From rows on lost media to documents to people, in one commit: no screen sees a stage without the next. */
export const deriveScopeHandler = defineHandler(deriveScope, async (incident, work) => {
  await work.commit(async () => {
    await placeRowsOnMedia(work.actor, incident);
    await deriveDocuments(work.actor, incident);
    await derivePeople(work.actor, incident);
  });
});
