/** The whole of the data in river order: reading these files from top to bottom is reading the product. */

export * from "./callbacks";
export * from "./catalog";
export * from "./documents";
export * from "./emails";
export * from "./events";
export * from "./hotline";
export * from "./incidents";
export * from "./letters";
export * from "./lists";
export * from "./media";
export * from "./notices";
export * from "./outbox";
export * from "./people";
export * from "./print-runs";
export * from "./scope";
export * from "./staff";
