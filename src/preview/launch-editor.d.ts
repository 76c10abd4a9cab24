// The parts of launch-editor that start no process. Its types know the whole package only.

declare module 'launch-editor/get-args.js' {
  /** The arguments with which an editor opens a file at a line and column. */
  export default function argumentsFor(
    editor: string,
    file: string,
    line: number,
    column: number,
  ): readonly (string | number)[];
}

declare module 'launch-editor/editor-info/linux.js' {
  /** The commands of editors by the names of their programs. */
  const commands: Readonly<Record<string, string>>;
  export default commands;
}

declare module 'launch-editor/guess.js' {
  /** The command of the first known editor in a list of running programs. */
  export function getEditorFromMacProcesses(programs: string): string | undefined;
}
