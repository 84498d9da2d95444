// A picture that the engine draws, for as long as a component shows it.

/** Asks for the picture whenever what `ask` reads changes; nothing is shown where none comes. */
export class Drawn {
  url = $state<string | null>(null);

  /** To be made while a component is: the picture goes with it. `anew` shows nothing until the next one is there. */
  constructor(ask: () => Promise<Blob>, anew = false) {
    $effect(() => {
      let gone = false;
      let made: string | null = null;
      if (anew) this.url = null;
      ask()
        .then((blob) => {
          if (gone || blob.size === 0) return;
          made = URL.createObjectURL(blob);
          this.url = made;
        })
        // What is shown beside it stands without a picture too; using it says what is wrong.
        .catch(() => undefined);
      return () => {
        gone = true;
        if (made) URL.revokeObjectURL(made);
      };
    });
  }
}
