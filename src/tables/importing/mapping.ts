import { inPattern } from '../../core/diagnostics/quoting.ts';
import { Diagnostics } from '../../core/diagnostics/diagnostic.ts';
import { checkShape, type Part } from '../../core/files/shape.ts';
import { readYaml } from '../../core/files/yaml-file.ts';
import type { Workspace } from '../../core/machine/workspace.ts';
import { lastDay, parsePeriod, periodHint } from '../../dataset/period.ts';
import { type MappingInput, mappingSchema } from './mapping-schema.ts';

/** A mapping that was read. */
export interface Mapping {
  /** Its path. */
  readonly path: string;
  /** The folder of its dataset in `data/`. */
  readonly dataset: string;
  readonly part: Part<MappingInput>;
  readonly input: MappingInput;
}

/** The path of a mapping, with the name of its dataset. */
const MAPPING = /^data\/([^/]+)\/imports\/[^/]+\.ya?ml$/;

/** Whether a path is that of a mapping. */
export function isMapping(path: string): boolean {
  return MAPPING.test(path);
}

/** Reads a mapping. Undefined if a mistake was reported. */
export async function readMapping(
  workspace: Workspace,
  path: string,
  diagnostics: Diagnostics,
): Promise<Mapping | undefined> {
  const [, dataset] = MAPPING.exec(path) ?? [];
  if (dataset === undefined) {
    const hint = 'a mapping is next to the releases that it makes, as in data/NAME/imports/table.yaml';
    return diagnostics.error('import/no-mapping', `${path} is not in the folder imports of a dataset`, path, hint);
  }
  const own = new Diagnostics();
  const file = await workspace.readText(path, own);
  const data = file && (await readYaml(file, own));
  const part = data && checkShape(data, mappingSchema, own);
  if (part) checkRelease(part, own);
  diagnostics.include(own);
  const input = part?.value;
  return part && input ? { path, dataset, part, input } : undefined;
}

function checkRelease(part: Part<MappingInput>, diagnostics: Diagnostics): void {
  const release = part.get('release');
  const { period, published } = release.value ?? {};
  if (period !== undefined && !parsePeriod(period))
    diagnostics.error(
      'dataset/bad-period',
      `${period} is not a period`,
      release.get('period').place(),
      periodHint(period),
    );
  if (published !== undefined && lastDay(published) === undefined)
    diagnostics.error(
      'dataset/bad-date',
      `${published} is not a date`,
      release.get('published').place(),
      'write it as 2026-02-04',
    );
}

/** The mappings of all datasets that name a file. */
export async function mappingsOf(workspace: Workspace, file: string): Promise<readonly string[]> {
  const paths = (await workspace.files('data')).filter(isMapping);
  const texts = await Promise.all(paths.map((path) => workspace.readBytes(path)));
  const quoted = inPattern(file);
  const names = new RegExp(String.raw`^file:\s*["']?${quoted}["']?\s*(?:#.*)?$`, 'm');
  return paths.filter((_, index) => names.test(texts[index]?.toString('utf8') ?? ''));
}
