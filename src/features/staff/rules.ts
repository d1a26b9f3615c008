/** What a member of staff is here for. One role a person. */
export const roles = [
  "incident-manager",
  "agent",
  "supervisor",
  "mailroom",
  "auditor",
  "administrator",
] as const;
export type Role = (typeof roles)[number];

/** Who acts: a signed-in member of staff, or one of our own jobs. */
export type Actor = { kind: "staff"; staffId: string; role: Role } | { kind: "system"; name: string };

const M = "incident-manager";
const A = "agent";
const S = "supervisor";
const P = "mailroom";
const U = "auditor";
const D = "administrator";

const anyone: readonly Role[] = roles;
const seesIncident: readonly Role[] = [M, S, P, U, D];
const seesPeople: readonly Role[] = [M, U];
const answers: readonly Role[] = [A, S];

/**
 * The whole of who may do what: one line a procedure, `router.procedure`. The transport checks it for every
 * call and each verb checks it again. A procedure that is missing here does not compile
 * (`src/server/routers/every-procedure-has-roles.ts`).
 */
export const rolesByAct = {
  "session.me": anyone,

  "staff.list": [D, U],
  "staff.add": [D],
  "staff.changeRole": [D],
  "staff.disable": [D],
  "staff.enable": [D],

  "incidents.list": anyone,
  "incidents.get": anyone,
  "incidents.open": [M],
  "incidents.edit": [M],
  "incidents.lines": anyone,
  "incidents.setLine": [M],
  "incidents.setPostCutoff": [P, M],
  "incidents.scopeChanges": seesIncident,

  "uploads.begin": [M],
  "uploads.complete": [M],
  "uploads.parts": [M],
  "uploads.revokeMend": [M],

  "media.list": seesIncident,
  "media.register": [M],
  "media.reportMissing": [M],
  "media.concludeLost": [M],
  "media.recordFound": [M],
  "media.recordCustody": [M],
  "media.recordStocktake": [M],
  "media.history": seesIncident,

  "catalog.imports": seesIncident,
  "catalog.startImport": [M],
  "catalog.previewFiles": [M],
  "catalog.saveMapping": [M],
  "catalog.fetchLive": [M],
  "catalog.liveHosts": [M],
  "catalog.knownFiles": [M],
  "catalog.withdrawImport": [M],
  "catalog.reread": [M],
  "catalog.mends": seesPeople,
  "catalog.line": seesPeople,
  "catalog.tryLine": [M],
  "catalog.mendLine": [M],
  "catalog.accounting": seesIncident,
  "catalog.sums": seesIncident,
  "catalog.rows": seesPeople,
  "catalog.completeness": seesIncident,
  "catalog.volumes": seesIncident,

  "documents.classes": anyone,
  "documents.addClass": [M],
  "documents.editClass": [M],
  "documents.removeClass": [M],
  "documents.ruleSets": seesIncident,
  "documents.rulesOfSet": seesIncident,
  "documents.rowsByRule": seesIncident,
  "documents.tryRules": seesPeople,
  "documents.draftRules": [M],
  "documents.discardDraft": [M],
  "documents.activateRules": [M],
  "documents.previewIndex": [M],
  "documents.startIndex": [M],
  "documents.withdrawIndex": [M],
  "documents.indexes": seesIncident,
  "documents.indexRows": seesPeople,

  "people.sortFiles": [M],
  "people.previewMaster": [M],
  "people.startImport": [M],
  "people.withdrawImport": [M],
  "people.rereadImport": [M],
  "people.mends": seesPeople,
  "people.line": seesPeople,
  "people.tryLine": [M],
  "people.mendLine": [M],
  "people.imports": seesIncident,
  "people.records": seesPeople,
  "people.affected": seesPeople,
  "people.get": seesPeople,
  "people.derive": [M],
  "people.matching": seesIncident,
  "people.candidates": seesPeople,
  "people.decisions": seesPeople,
  "people.merge": [M],
  "people.unmerge": [M],
  "people.mergeIdentical": [M],
  "people.keepApart": [M],
  "people.reconsider": [M],
  "people.parties": seesPeople,
  "people.linkParty": [M],
  "people.unlinkParty": [M],

  "lists.versions": seesIncident,
  "lists.freeze": [M],
  "lists.decide": [M],
  "lists.people": seesPeople,
  "lists.diff": seesIncident,
  "lists.diffPeople": seesPeople,
  "lists.consequences": seesIncident,
  "lists.consequencePeople": seesPeople,

  "scope.measured": seesIncident,
  "scope.whatIf": seesIncident,
  "scope.measure": [M],

  "absence.search": [M, S],
  "absence.issue": [M, S],
  "absence.certificates": [M, S, U],

  "notices.counts": seesIncident,
  "notices.undecided": seesIncident,
  "notices.decide": [M],
  "notices.withheld": seesPeople,
  "notices.wishesOf": seesPeople,
  "notices.suppress": [M, S],
  "notices.liftSuppression": [M],

  "letters.templates": seesIncident,
  "letters.submitTemplate": [M],
  "letters.decideTemplate": [M],
  "letters.withdrawTemplate": [M],
  "letters.hardestPeople": [M],
  "letters.generate": [M],
  "letters.progress": seesIncident,
  "letters.texts": [M],
  "letters.openText": [M],
  "letters.checkText": [M],
  "letters.startText": [M],
  "letters.saveText": [M],
  "letters.preferenceOf": [M, A, S, U],
  "letters.setPreference": [M, A, S],
  "letters.clearPreference": [M, A, S],
  "letters.held": [M, P, U],
  "letters.preflight": [M],
  "letters.preflights": seesIncident,
  "letters.envelopes": seesIncident,
  "letters.slip": seesIncident,
  "letters.chooseEnvelope": [M],
  "letters.addEnvelope": [M],
  "letters.preflightRefusals": [M, P, U],

  "gaiji.refused": [M, P, U],
  "gaiji.people": [M, P, U],
  "gaiji.options": [M, P, U],
  "gaiji.draw": [M, P, U],
  "gaiji.decisions": [M, P, U],
  "gaiji.decide": [M, P],
  "gaiji.withdraw": [M, P],
  "letters.tryHeldPagesAgain": [M, P],

  "emails.words": seesIncident,
  "emails.submitTemplate": [M],
  "emails.decideTemplate": [M],
  "emails.withdrawTemplate": [M],
  "emails.owedPeople": [M],
  "emails.preview": [M],
  "emails.send": [M],
  "emails.progress": seesIncident,
  "emails.inState": seesPeople,
  "emails.resolve": [M],

  "printRuns.plan": [P, M],
  "printRuns.list": seesIncident,
  "printRuns.figures": seesIncident,
  "printRuns.get": seesIncident,
  "printRuns.letters": [P],
  "printRuns.seal": [P],
  "printRuns.release": [P, M],
  "printRuns.recordPrinted": [P],
  "printRuns.handOver": [P],
  "printRuns.retryRendering": [P],
  "printRuns.takeApart": [P],

  "bench.scan": [P],
  "bench.countStage": [P],
  "bench.recordMachineFile": [P],
  "bench.previewMachineFile": [P],
  "bench.missingPieces": [P, M],
  "bench.reconciliation": seesIncident,
  "bench.reportSpoil": [P],
  "bench.confirmSpoils": [P, M],
  "bench.spoils": [P, M, U],

  "mailStops.stop": [P, M],
  "mailStops.end": [P, M],
  "mailStops.list": [P, M, U],

  "returnedMail.record": [P],
  "returnedMail.recordFile": [P],
  "returnedMail.counts": seesIncident,
  "returnedMail.recent": [P, M, U],
  "returnedMail.substitutes": [M, S, U],
  "returnedMail.sayMeasure": [M, S],

  "postings.figures": seesIncident,
  "postings.runsToPost": seesIncident,
  "postings.bundles": seesIncident,
  "postings.list": seesIncident,
  "postings.get": seesIncident,
  "postings.make": [P],
  "postings.withdraw": [P, M],

  "addressTasks.list": [P, M, S, U],
  "addressTasks.batches": [P, M, S, U],
  "addressTasks.history": [P, M, S, U],
  "addressTasks.propose": [P, M, S],
  "addressTasks.proposeFile": [P, M, S],
  "addressTasks.decide": [M, S],
  "addressTasks.decideBatch": [M, S],

  "callbacks.due": answers,
  "callbacks.counts": [A, S, M, U],
  "callbacks.nextTasks": answers,
  "callbacks.slots": answers,
  "callbacks.book": answers,
  "callbacks.cancel": answers,

  "hotline.current": answers,
  "hotline.startCall": answers,
  "hotline.search": answers,
  "hotline.drawQuestions": answers,
  "hotline.verify": answers,
  "hotline.person": answers,
  "hotline.wrapUp": answers,
  "hotline.recentCalls": answers,
  "hotline.locked": [S],

  "reports.river": anyone,
  "reports.changes": anyone,
  "reports.events": [U, D, M],
  "reports.tasks": [D, U, M],
  "reports.retryTask": [D],
} as const satisfies Record<string, readonly Role[]>;

export type Act = keyof typeof rolesByAct;

/** May this role call this procedure? Our own jobs may do what a verb asks of them. */
export function mayAct(actor: Actor, act: Act): boolean {
  if (actor.kind === "system") return true;
  return (rolesByAct[act] as readonly Role[]).includes(actor.role);
}
