import { charts } from './grammars/charts.ts';
import { data } from './grammars/data.ts';
import { fonts } from './grammars/fonts.ts';
import { logos } from './grammars/logos.ts';
import { neighbours } from './grammars/neighbours.ts';
import { relations } from './grammars/relations.ts';
import { styles } from './grammars/styles.ts';
import { templates } from './grammars/templates.ts';

export type { Files } from './grammars/odds.ts';

/** The kinds of cases, each from a grammar of its own. */
export const GRAMMARS = { data, relations, templates, styles, charts, logos, fonts, neighbours } as const;

export type Kind = keyof typeof GRAMMARS;
