import { EnvironmentError } from '../../core/diagnostics/environment-error.ts';
import type { Workspace } from '../../core/machine/workspace.ts';
import type { DraftFile } from './draft.ts';

/** UTF-8 files that start with it keep it. */
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Writes the files of a draft: all of them or none. Each is written beside its place first, and moved there when all
 * could be. Throws an EnvironmentError when the disk refuses, or when a file that is to be new has come into being, or one
 * that is replaced is no longer what it was.
 */
export async function writeDraft(workspace: Workspace, files: readonly DraftFile[]): Promise<void> {
  const drafts = files.map((file) => ({ ...file, beside: file.path.replace(/[^/]*$/, `.$&.${process.pid}.draft`) }));
  const written: string[] = [];
  try {
    for (const { beside, path, text } of drafts) {
      const mark = (await workspace.readBytes(path))?.subarray(0, 3).equals(BYTE_ORDER_MARK) ? '\uFEFF' : '';
      await workspace.write(beside, mark + text);
      written.push(beside);
    }
    for (const { path, isNew, before } of drafts) {
      if (before !== undefined && (await textOf(workspace, path)) !== before)
        throw new EnvironmentError(`${path} is not written: somebody changed it meanwhile`, ['run the same again']);
      if (isNew && (await workspace.exists(path)))
        throw new EnvironmentError(`${path} is not written: it exists by now`, ['give the release another id']);
    }
    for (const { beside, path } of drafts) await workspace.rename(beside, path);
  } finally {
    // Those that were moved are no longer there.
    for (const beside of written) await workspace.remove(beside);
  }
}

/** A text without its byte-order mark, as it was read when the draft was made. */
async function textOf(workspace: Workspace, path: string): Promise<string | undefined> {
  const bytes = await workspace.readBytes(path);
  return bytes && new TextDecoder().decode(bytes);
}
