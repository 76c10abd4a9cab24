import peggy from 'peggy';

/**
 * The whole language of relations. A unit belongs to the number before it, and a slash after a year to the period if a
 * digit follows; a slash between spaces divides.
 */
export const RELATION_GRAMMAR = String.raw`
{{
  function joined(first, rest) {
    return rest.reduce((left, [kind, right]) => ({ kind, left, right, start: left.start, end: right.end }), first);
  }
}}
{
  function span() {
    const { start, end } = range();
    return { start, end };
  }
}
Relation = _ first:Comparison rest:(_ "and" !Letter _ @Comparison)* _ { return [first, ...rest]; }
Comparison = left:Sum _ rest:(Range / Other) { return { left, ...rest, ...span() }; }
Range = sense:"in" !Letter _ "[" _ low:Sum _ "," _ high:Sum _ "]" { return { sense, right: [low, high] }; }
Other = sense:Sense _ right:Sum { return { sense, right: [right] }; }
Sense "=, <=, <, >=, > or !=" = $("<=" / ">=" / "<" / ">" / "=" / "!=") / "\u2260" { return "!="; }
Sum = first:Product rest:(_ @("+" { return "add"; } / Minus { return "subtract"; }) _ @Product)* { return joined(first, rest); }
Product = first:Factor rest:(_ @("*" { return "multiply"; } / "/" { return "divide"; }) _ @Factor)* { return joined(first, rest); }
Factor
  = Minus _ of:Factor { return { kind: "negate", of, ...span() }; }
  / "(" _ @Sum _ ")"
  / kind:$("min" / "max") _ "(" _ first:Sum rest:(_ "," _ @Sum)* _ ")" { return { kind, of: [first, ...rest], ...span() }; }
  / "abs" _ "(" _ of:Sum _ ")" { return { kind: "abs", of, ...span() }; }
  / "sum" _ "(" _ pattern:Pattern _ ")" { return { kind: "sum", pattern, ...span() }; }
  / Quantity
  / Reference
Minus = "-" / "\u2212"
Quantity "a number" = numeral:$([0-9]+ ("." [0-9]+)?) unit:(" "? @$"%" / " " !Keyword @Unit)? { return { kind: "quantity", numeral, unit, ...span() }; }
Unit "a unit" = $(("million" / "bn" / "tn" / "10^" [0-9]+) ![\p{L}°_]u (" " !Keyword Ratio)?) / $Ratio
Ratio = Atom ("/" Atom)?
Atom = [\p{L}°]u [\p{L}\p{N}°_]u*
Reference "an address or constant" = !(Keyword) text:$((Id / Every) (":" [a-z]+ ("[" [^\]]* "]")?)? ("@" Period)?) { return { kind: "reference", text, ...span() }; }
Pattern "an address with *" = $([a-z*] [a-z0-9_*.]* ("@" Period)?)
Period = End (".." End)?
End = [0-9] [0-9] [0-9] [0-9] "/" [0-9]+ / "+"? [-0-9A-Z]+
Id = [a-z] [a-z0-9_]* ("." [a-z0-9_]+)* !(".*")
Every = ("*" / [a-z] [a-z0-9_]*) ("." ("*" / [a-z0-9_]+))+ ![a-z0-9_*]
Keyword = ("and" / "in" / "abs" / "min" / "max" / "sum") ![a-z0-9_.]
Letter = [\p{L}°]u
_ "space" = [ \t\n]*
`;

const parser = peggy.generate(RELATION_GRAMMAR);

/** Thrown by `parse`. */
export const { SyntaxError } = parser;

/**
 * Reads a relation as it is written; throws a `SyntaxError`. The bundle holds the parser that peggy makes, not peggy.
 */
export function parse(text: string): unknown {
  return parser.parse(text);
}
