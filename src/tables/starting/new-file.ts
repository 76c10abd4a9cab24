/** A file that a new project begins with. */
export interface NewFile {
  /** From the root folder of the project. */
  readonly path: string;
  readonly text: string | Uint8Array;
}
