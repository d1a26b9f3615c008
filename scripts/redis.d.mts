export type RedisServer = { url: string; port: number; pid: number; stop: () => Promise<void> };
/** Starts a real Redis on 127.0.0.1 with its data in `folder`; `port` 0 or absent: any free one. */
export function startRedis(wants: { folder: string; port?: number; extra?: string[] }): Promise<RedisServer>;
