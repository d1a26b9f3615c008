type Turn<T> = { running: Promise<T>; next: Promise<T> | null };

/**
 * Lets many askers of one costly question share the work without ever getting an answer older than their
 * question: whoever asks while it is being worked out waits for the next turn, which all of them share.
 */
export function shareNext<T>(work: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const turns = new Map<string, Turn<T>>();

  const begin = (key: string): Promise<T> => {
    const turn: Turn<T> = { running: work(key), next: null };
    turns.set(key, turn);
    const end = () => {
      if (turns.get(key) === turn && turn.next === null) turns.delete(key);
    };
    turn.running.then(end, end);
    return turn.running;
  };

  return (key) => {
    const turn = turns.get(key);
    if (!turn) return begin(key);
    turn.next ??= turn.running.then(
      () => begin(key),
      () => begin(key),
    );
    return turn.next;
  };
}
