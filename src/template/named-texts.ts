import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../core/diagnostics/source-file.ts';
import { offsetOf, parseTemplate } from './handlebars-syntax.ts';
import type { Nameable } from './helper.ts';
import { HELPERS } from './helpers/helper-table.ts';
import { nameOf } from './syntax-nodes.ts';

/** A text in quotes that names something of the dataset, or may: an argument of a partial says what its author wants. */
export interface NamedText {
  readonly text: string;
  /** What it may be the id of. */
  readonly kinds: readonly Nameable[];
  /** Offsets of the text, without its quotes. */
  readonly start: number;
  readonly end: number;
}

/** What an argument of a partial or block may name. */
const ANYTHING: readonly Nameable[] = ['indicator', 'source', 'release', 'member'];

/** The texts in the calls of a template or partial that are addresses or ids, in order; none where it cannot be parsed. */
export function namedTexts(file: SourceFile): NamedText[] {
  const parsed = parseTemplate(file, new Diagnostics());
  if (!parsed || parsed.text !== file.text) return [];
  return inProgram(parsed.program).map(([{ value, loc }, kinds]) => {
    const start = offsetOf(file, loc.start) + 1;
    return { text: value, kinds, start, end: start + value.length };
  });
}

type Literal = readonly [hbs.AST.StringLiteral, kinds: readonly Nameable[]];

function inProgram(program: hbs.AST.Program | undefined): Literal[] {
  return (program?.body ?? []).flatMap((statement) => {
    switch (statement.type) {
      case 'MustacheStatement':
        return inCall(statement as hbs.AST.MustacheStatement);
      case 'BlockStatement': {
        const { params, program: own, inverse } = statement as hbs.AST.BlockStatement;
        return params.flatMap((param) => inArgument(param, ANYTHING)).concat(inProgram(own), inProgram(inverse));
      }
      case 'PartialStatement': {
        const { hash } = statement as hbs.AST.PartialStatement;
        return (hash?.pairs ?? []).flatMap(({ value }) => inArgument(value, ANYTHING));
      }
      default:
        return [];
    }
  });
}

function inCall({ path, params, hash }: Pick<hbs.AST.MustacheStatement, 'path' | 'params' | 'hash'>): Literal[] {
  const helper = HELPERS.get(nameOf(path));
  return [
    ...params.flatMap((param, index) => inArgument(param, (helper?.takes[index] ?? helper?.more)?.names)),
    ...(hash?.pairs ?? []).flatMap(({ key, value }) => inArgument(value, helper?.options[key]?.names)),
  ];
}

/** The texts in an argument; one that is a text itself only where its helper takes names there. */
function inArgument(argument: hbs.AST.Expression, names: readonly Nameable[] | undefined): Literal[] {
  if (argument.type === 'SubExpression') return inCall(argument as hbs.AST.SubExpression);
  return names && argument.type === 'StringLiteral' ? [[argument as hbs.AST.StringLiteral, names]] : [];
}
