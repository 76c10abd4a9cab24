/** What stands at a place of a template: the nodes that replace it are given the same place. */
export interface Located {
  readonly loc: hbs.AST.SourceLocation;
}

/** The name that an expression is written with; empty for a literal. */
export function nameOf(path: hbs.AST.Expression): string {
  return 'original' in path ? String(path.original) : '';
}

/** The name of a helper or variable. */
export function pathTo(name: string, { loc }: Located): hbs.AST.PathExpression {
  return { type: 'PathExpression', data: false, depth: 0, parts: [name], original: name, loc };
}

/** A text in quotes. */
export function stringLiteral(value: string, { loc }: Located): hbs.AST.StringLiteral {
  return { type: 'StringLiteral', value, original: value, loc };
}

/** Named arguments. */
export function hashOf(pairs: hbs.AST.HashPair[], { loc }: Located): hbs.AST.Hash {
  return { type: 'Hash', pairs, loc };
}

/** A call of a helper as an argument: `(name params… key=value)`. */
export function subExpression(
  name: string,
  params: hbs.AST.Expression[],
  at: Located,
  hash = hashOf([], at),
): hbs.AST.SubExpression {
  return { type: 'SubExpression', path: pathTo(name, at), params, hash, loc: at.loc };
}

/** Text that is printed as it is. */
export function content(value: string, { loc }: Located): hbs.AST.Statement {
  return { type: 'ContentStatement', value, original: value, loc } as unknown as hbs.AST.ContentStatement;
}

/** A statement that outputs the result of a helper unescaped: our helpers return tokens and marked text. */
export function output({ path, params, hash, loc }: hbs.AST.SubExpression): hbs.AST.Statement {
  const strip = { open: false, close: false };
  return { type: 'MustacheStatement', path, params, hash, escaped: false, strip, loc } as hbs.AST.MustacheStatement;
}
