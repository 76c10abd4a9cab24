import { describe, expect, test } from 'vitest';
import { listBriefs, loadReadableBrief } from '../../src/brief/brief-folder.ts';
import { checkTemplates } from '../../src/pipeline/template-check.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';

const workspace = new Workspace(process.cwd());

describe('templates without mistakes get no message where nothing is known of their data', async () => {
  test.each(await listBriefs(workspace))('%s', async (name) => {
    const diagnostics = new Diagnostics();
    const brief = await loadReadableBrief(workspace, name, diagnostics);
    expect(brief).toBeDefined();
    if (brief) await checkTemplates(brief, undefined, diagnostics);
    expect(diagnostics.all.map(({ message, place }) => `${place?.file.path}:${place?.line} ${message}`)).toEqual([]);
  });
});
