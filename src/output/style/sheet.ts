/** The rules of one subject. It is text in a module, so that it is there wherever the program runs, bundled or not. */
export interface Sheet {
  /** For the printed page, and where nothing else is said for the screen too. */
  readonly paper: string;
  /** What a page for the screen adds. */
  readonly screen: string;
}
