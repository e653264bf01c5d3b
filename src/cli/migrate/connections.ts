/** Which units are connected by edits, directly or through others. */
export class Connections {
  readonly #parents = new Map<string, string>();

  /** Connects units with each other. */
  connect(keys: readonly string[]): void {
    const [first, ...others] = keys;
    if (first !== undefined) {
      const root = this.#root(first);
      for (const key of others) {
        this.#parents.set(this.#root(key), root);
      }
    }
  }

  /** @returns Whether two units are connected, as a unit is with itself. */
  areConnected(one: string, other: string): boolean {
    return this.#root(one) === this.#root(other);
  }

  /** @returns What all units that are connected with this one have in common. */
  groupOf(key: string): string {
    return this.#root(key);
  }

  #root(key: string): string {
    let root = key;
    for (let parent = this.#parents.get(root); parent !== undefined && parent !== root; parent = this.#parents.get(root)) {
      root = parent;
    }
    // The next look-up is short.
    for (let node = key; node !== root; ) {
      const parent = this.#parents.get(node) as string;
      this.#parents.set(node, root);
      node = parent;
    }
    return root;
  }
}
