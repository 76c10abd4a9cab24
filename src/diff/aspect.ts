/** The kinds of input that an edition is made from. */
export const ASPECTS = ['data', 'rules', 'template', 'chart', 'style'] as const;

export type Aspect = (typeof ASPECTS)[number];

/** The kind of input that a file below a root folder is. */
export function aspectOf(path: string): Aspect {
  if (path.startsWith('data/')) return path.endsWith('/relations.yaml') ? 'rules' : 'data';
  if (path.startsWith('sources/')) return 'data';
  if (path.endsWith('.vl.json')) return 'chart';
  return /\.(?:hbs|md)$|\/brief\.yaml$/.test(path) ? 'template' : 'style';
}
