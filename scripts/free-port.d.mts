/** A port nobody listens on: the first from `from` upwards, or any where it is 0. */
export function freePort(from?: number): Promise<number>;
