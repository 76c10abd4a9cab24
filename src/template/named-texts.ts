import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../core/diagnostics/source-file.ts';
import { offsetOf, parseTemplate } from './handlebars-syntax.ts';
import { HELPERS } from './helpers/helper-table.ts';
import { nameOf } from './syntax-nodes.ts';

/** A text in quotes that names something of the dataset, or may: an argument of a partial says what its author wants. */
export interface NamedText {
  readonly text: string;
  /** Offsets of the text, without its quotes. */
  readonly start: number;
  readonly end: number;
}

/** The texts in the calls of a template or partial that are addresses or ids, in order; none where it cannot be parsed. */
export function namedTexts(file: SourceFile): NamedText[] {
  const parsed = parseTemplate(file, new Diagnostics());
  if (!parsed || parsed.text !== file.text) return [];
  return inProgram(parsed.program).map(({ value, loc }) => {
    const start = offsetOf(file, loc.start) + 1;
    return { text: value, start, end: start + value.length };
  });
}

function inProgram(program: hbs.AST.Program | undefined): hbs.AST.StringLiteral[] {
  return (program?.body ?? []).flatMap((statement) => {
    switch (statement.type) {
      case 'MustacheStatement':
        return inCall(statement as hbs.AST.MustacheStatement);
      case 'BlockStatement': {
        const block = statement as hbs.AST.BlockStatement;
        return [
          ...block.params.flatMap((param) => inArgument(param, true)),
          ...inProgram(block.program),
          ...inProgram(block.inverse),
        ];
      }
      case 'PartialStatement':
        return ((statement as hbs.AST.PartialStatement).hash?.pairs ?? []).flatMap(({ value }) =>
          inArgument(value, true),
        );
      default:
        return [];
    }
  });
}

function inCall({
  path,
  params,
  hash,
}: Pick<hbs.AST.MustacheStatement, 'path' | 'params' | 'hash'>): hbs.AST.StringLiteral[] {
  const helper = HELPERS.get(nameOf(path));
  return [
    ...params.flatMap((param, index) => inArgument(param, (helper?.takes[index] ?? helper?.more)?.names)),
    ...(hash?.pairs ?? []).flatMap(({ key, value }) => inArgument(value, helper?.options[key]?.names)),
  ];
}

/** The texts in an argument; one that is a text itself only where its helper takes names there. */
function inArgument(argument: hbs.AST.Expression, names: true | undefined): hbs.AST.StringLiteral[] {
  if (argument.type === 'SubExpression') return inCall(argument as hbs.AST.SubExpression);
  return names && argument.type === 'StringLiteral' ? [argument as hbs.AST.StringLiteral] : [];
}
