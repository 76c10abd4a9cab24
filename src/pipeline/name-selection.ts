import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';

/** Those of the known briefs or datasets that are named; all, if none is named. Unknown names are reported. */
export function selectNames(
  kind: 'brief' | 'dataset',
  known: readonly string[],
  names: readonly string[],
  diagnostics: Diagnostics,
): readonly string[] {
  const folder = kind === 'brief' ? 'templates' : 'data';
  if (known.length === 0) {
    const hint = `a ${kind} is a folder ${folder}/<name>/ with a ${kind}.yaml in it`;
    diagnostics.error(`${kind}/none`, `there is no ${kind} in ${folder}/`, folder, hint);
  }
  for (const name of names.filter((wanted) => !known.includes(wanted))) {
    diagnostics.error(`${kind}/unknown`, `there is no ${kind} ${name}`, `${folder}/${name}`, didYouMean(name, known));
  }
  return names.length > 0 ? known.filter((name) => names.includes(name)) : known;
}
