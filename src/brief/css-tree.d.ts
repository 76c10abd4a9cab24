// The parts of css-tree that load in a few milliseconds. Its types know the whole package only.

declare module 'css-tree/parser' {
  export { parse as default } from 'css-tree';
}

declare module 'css-tree/walker' {
  export { walk as default } from 'css-tree';
}

declare module 'css-tree/tokenizer' {
  export { tokenize } from 'css-tree';
  export const AtKeyword: number;
  export const BadUrl: number;
  export const Comment: number;
  export const Dimension: number;
  export const Function: number;
  export const LeftCurlyBracket: number;
  export const LeftParenthesis: number;
  export const LeftSquareBracket: number;
  export const Number: number;
  export const Percentage: number;
  export const RightCurlyBracket: number;
  export const RightParenthesis: number;
  export const RightSquareBracket: number;
  export const Url: number;
  export const WhiteSpace: number;
}

declare module 'css-tree/utils' {
  export { ident } from 'css-tree';
}
