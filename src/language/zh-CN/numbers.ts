/** Numbers in words that carry a scale. */
export function chineseNumbers(): RegExp {
  const digit = '一二三四五六七八九十廿卅两壹贰叁肆伍陆柒捌玖拾';
  const any = `${digit}百千佰仟万亿零〇点`;
  const start = `(?<![第数几${any}])[${digit}][${any}]{0,30}`;
  // 十亿 alone is a unit as in 十亿元, which tables of other languages have
  const scaled = `(?<![第数几${any}])(?!十亿(?![${any}]))[${digit}](?:[${any}]{0,30}[百千佰仟万亿])[${any}]{0,30}(?![${any}倍分])`;
  const tenths = `(?<![第数几${any}])[${digit}半]成[${digit}半]?(?![员立为就果功长品本套交分熟效不])`;
  const years = '[〇零一二三四五六七八九]{4}年';
  return new RegExp(`[百千万]分之[${any}]+|${start}个百分点|${scaled}|${tenths}|${years}`, 'gu');
}
