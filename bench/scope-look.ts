export async function lookAround(_manager: unknown, _size: unknown): Promise<void> {}
