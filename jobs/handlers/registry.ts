import type { Handler } from "../define-handler";
import { deriveScopeHandler } from "./derive-scope";
import { discardRowsHandler } from "./discard-rows";
import { findCandidatesHandler } from "./find-candidates";
import { followGaijiHandler } from "./follow-gaiji";
import { followListHandler } from "./follow-list";
import { followMergesHandler } from "./follow-merges";
import { generateLetterChunkHandler } from "./generate-letter-chunk";
import { measureScopeHandler } from "./measure-scope";
import { openCallTasksHandler } from "./open-call-tasks";
import { preflightLettersHandler } from "./preflight-letters";
import { readCatalogHandler } from "./read-catalog";
import { readDocumentIndexHandler } from "./read-document-index";
import { readMasterHandler } from "./read-master";
import { renderPrintRunHandler } from "./render-print-run";
import { sendEmailsHandler } from "./send-emails";
import { sweepBouncesHandler } from "./sweep-bounces";
import { sweepEmailsHandler } from "./sweep-emails";
import { sweepFinishedTasksHandler } from "./sweep-finished-tasks";
import { sweepStalledTasksHandler } from "./sweep-stalled-tasks";
import { sweepUnfinishedFilesHandler } from "./sweep-unfinished-files";
import { sweepWaitingHandler } from "./sweep-waiting";
import { writeEmailsHandler } from "./write-emails";

/** Every kind of task and how it is done. A kind that is missing here is never claimed. */
export const handlers: readonly Handler[] = [
  readCatalogHandler,
  discardRowsHandler,
  readDocumentIndexHandler,
  readMasterHandler,
  deriveScopeHandler,
  measureScopeHandler,
  findCandidatesHandler,
  followMergesHandler,
  followListHandler,
  openCallTasksHandler,
  preflightLettersHandler,
  generateLetterChunkHandler,
  followGaijiHandler,
  renderPrintRunHandler,
  writeEmailsHandler,
  sendEmailsHandler,
  sweepStalledTasksHandler,
  sweepFinishedTasksHandler,
  sweepUnfinishedFilesHandler,
  sweepEmailsHandler,
  sweepBouncesHandler,
  sweepWaitingHandler,
];
