import type { TableWords } from '../table-words.ts';

export const CHINESE_TABLES: TableWords = {
  lines: {
    total: '合计|总计|总量|共计',
    subtotal: '小计',
    rate: '%|同比|增长|占比|比重|指数|平均',
    workedOut: '单产|价格|单价|人均|占',
    change: '同比|增长|增幅',
    part: '其中',
    including: '包括|含',
    signed: '差额|利润',
    balance: '差额|净|顺差|逆差',
    opening: '期初|年初',
    closing: '期末|年末',
  },
  table: '表',
  figures: '数值|值',
  nil: '零|为0',
  missing: '无|不详|未',
};
