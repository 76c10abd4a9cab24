/** What the paths of a workspace are on the disk under test, as JSON: for the tests of Windows. */
import { cacheFolder } from '../../src/core/machine/machine.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';

const workspace = new Workspace(String.raw`C:\Users\ana\briefs`);

function refused(relative: string): string {
  try {
    return workspace.resolve(relative);
  } catch (error) {
    return (error as Error).name;
  }
}

async function written(): Promise<string> {
  await workspace.write('data/note.txt', 'one');
  try {
    await workspace.rename('data/note.txt', 'data/moved.txt');
    return (await workspace.readBytes('data/moved.txt'))?.toString() ?? 'nothing';
  } catch (error) {
    return (error as Error).message;
  }
}

console.log(
  JSON.stringify({
    resolved: ['data/x.yaml', 'D:/x', '../other', String.raw`..\other`, String.raw`C:\Users\ana\other`].map(refused),
    named: [
      String.raw`data\x.yaml`,
      String.raw`C:\Users\ana\briefs\data\x.yaml`,
      String.raw`D:\x`,
      String.raw`..\x`,
    ].map((one) => workspace.pathOf(one) ?? null),
    cases: ['data/Note.txt', 'data/NOTE.TXT'].map((one) => workspace.findFile(one) !== undefined),
    cache: await cacheFolder({ LOCALAPPDATA: String.raw`C:\Users\ana\AppData\Local`, HOME: String.raw`C:\Users\ana` }),
    moved: await written(),
  }),
);
