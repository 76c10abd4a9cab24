import { chineseNumbers } from './numbers.ts';
import { CHINESE_TABLES } from './tables.ts';
import { CHINESE_WORKBOOK } from './workbook.ts';
import { CHINESE_COMPARISONS } from './comparisons.ts';
import { CHINESE_UNITS } from './units.ts';
import { unchanged } from '../unit-forms.ts';
import type { Locale, UnitNames } from '../locale.ts';
import type { NoticeWords } from '../notice-words.ts';
import type { ProvenanceWords } from '../provenance-words.ts';
import type { ReadingWords } from '../reading-words.ts';
import { CHINESE_PROOF } from './proof.ts';
import { CHINESE_WITNESS } from './witness.ts';
import { type DateParts, datePartsOf, endsOf, listed, withoutCapital, eachOf, wordsOf } from '../word-forms.ts';

const NUMBER = '(?:[两二三四五六七八九]|[二三四五六七八九]?十[一二三四五六七八九]?)';
/** Numerals of contracts, and those of the older script. */
const FORMAL = '廿卅拾佰仟萬億';
const PERIOD = '(?:年|季度|个季度|个月|月|次|周|天)';

/** A month in characters or digits; behind a digit or dash it is the end of a span, and before a digit a part of a day. */
function monthOf(name: string, number: number): string {
  return `(?:${name}|(?<![\\p{N}—–~～至到-])${number})月份?(?!\\p{N})`;
}

const CHINESE_READING: ReadingWords = {
  signsBehind: '低于零|为负',
  signs: '[负負]的?|正负|零下|(?<![增缩削裁锐递])减',
  scalesBefore: `[十百千万亿兆${FORMAL}]|[百千万]分之|[〇零○一二三四五六七八九]点|(?<![之统唯周期第同不其每万图表附件章节款条])[〇零○一两二三四五六七八九]`,
  scalesAfter: `(?:多|余|来|几|近|左右的?|个|数)?(?:十(?!分)|[百千](?!分)|[万亿兆${FORMAL}])|[（(]单位[:：]?[十百千万亿]+|成[〇零一二三四五六七八九半]?(?![为立就果员本长功品交熟效分不色])|个?百分点|百分之|分之|点[〇零一二三四五六七八九]|[〇零○](?![售部件])`,
  units: '美元|美金|元人民币|卢比|公吨|盎司|克拉|欧元|日元|英镑|港元|人民币|公斤|斤|度电',
  unitNames: { 人民币: ['CNY'], 元人民币: ['CNY'] },
  smallNumbers: '[二两三四五六七八九十]\\s*',
  points: '的?个?点(?!\\p{Script=Han})',
  per: '每|/',
  perArticle: '',
  rates: {
    day: { before: '(?:日均|每[日天])(?:约|为|达)?', behind: '/\\s*[日天]|每[日天]', named: '日|天' },
    week: { before: '(?:周均|每周)(?:约|为|达)?', behind: '/\\s*周|每周', named: '周' },
    month: { before: '(?:月均|每个?月)(?:约|为|达)?', behind: '/\\s*月|每个?月', named: '月' },
    head: { before: '(?:人均|每人)(?:约|为|达)?', behind: '/\\s*人', named: '人' },
  },
  lengths: {
    names: {
      day: '本日|当日|全日|每日|每天',
      week: '本周|当周|全周|每周',
      month: '本月|当月|全月|每月',
      quarter: '本季度?|当季|全季|每季度?',
      half: '本半年|每半年',
      year: '全年|整年|本年度?|当年|每年',
      longer: '十年(?:间|来)|[两三四五六七八九]年(?:间|来)',
    },
    adjectives: {},
    lead: '',
    each: '',
    first: '',
    whole: '',
    goesOn: '[末底初来内以同平]',
    means: '平均(?!价|数|气温|水平|值)',
    per: '',
    rateNames: '平均|均|率|每',
  },
  powers: {
    2: '百',
    3: '千|仟',
    4: '万|萬',
    5: '十万',
    6: '百万',
    7: '千万',
    8: '亿|億',
    9: '十亿',
    10: '百亿',
    11: '千亿',
    12: '万亿|兆',
  },
  scaleLinks: '个',
  countsBefore: '[一二两三四五六七八九十几数上过近每超多]',
  counters: '人次|[次人个辆台件户只头家座艘条套份篇]',
  scaleTail: '计|为单位',
  opposites: '未|非|不',
  unitLead: '单位[:：为]?|以|按',
  unitTail: '计|为|、',
  ways: {
    up: '上升|增长|上涨|增加|提高|上调|攀升|回升|扩张|上扬|走高|走强|飙升|跃升|激增|猛增|大增|暴涨|大涨|提升|抬升|走升|反弹|翻番|翻倍|增产|加快|(?<!下)涨|增(?![值速])|(?<![公毫每])升',
    down: '下降|下跌|减少|降低|回落|萎缩|下滑|下调|降幅|跌幅|滑落|收缩|缩水|缩减|走低|走弱|暴跌|大跌|骤降|锐减|下挫|下探|腰斩|减半|减产|衰退|回调|放缓|跌|降(?![水雨雪])|减(?!排)',
    flat: '持平|不变|平稳|停滞|稳定',
  },
  waysEither: '增速|涨跌|扩大|收窄|改善|恶化|缩小|加深|变动|变化',
  comparatives: { up: '高|多|大|超', down: '低|少|小' },
  equality: { words: '保持不变|持平|不变|相同|没有变化', hedges: '基本|几乎|大致|大体|约|接近' },
  negations: '没有|并未|未能|不再|没',
  waysShown: { up: '上升、增长、上涨、增加', down: '下降、下跌、减少、回落', flat: '持平' },
  levelLinks: '[至到]',
  moveLinks: '约|近|超过|达到?|了|为',
  amountLink: '了',
  movesBehind: [],
  isVerbLast: false,
  amountNouns: { up: '增幅|涨幅|升幅', down: '降幅|跌幅' },
  clauseLinks: '',
  courses: [
    ['至|到', '由|从', true],
    ['由|从', '(?:上升|增长|下降|减少)?(?:至|到)', false],
  ],
  since: {
    from: '较|比|自',
    onwards: '自',
    after: '此前|原',
    than: '[于过]',
    lead: '比|较|同',
    year: '(?:上年|去年)(?:同期)?|一年前',
    part: '上(?:个)?(?:季度?|月)',
  },
  fromToday: '去年(?:同期)?|一年前|上(?:个)?(?:季度?|月)',
  yearsBefore: '年前',
  noFigure: '零|无|没有|暂无|暂缺|不详|未知|不适用|空缺',
  partsBefore: '(?:一半|[二两三四五六七八九十]分之[一二三四五六七八九]|[两二三四五六七八九十]倍|翻倍)(?:的|于)?',
  said: {
    is: '为|是|达到?|共计?|合计|总计|录得|占|有|至|到|了|较上年同?期?|比上年同?期?|同比|环比|均|也|则|约|仅|就|已',
    behind: '[(（]',
    partOf: '',
    by: '据|根据|按照?',
    says: '(?:的)?(?:数据|统计|公布|显示|称|表示|报告)',
    sources: '(?:数据|资料)?来源',
    in: '(?:在|截至|于)?',
    bare: '',
    leads: '(?:为|达到?|是|共计?|合计|总计|增至|降至|升至)',
    otherTime:
      '上年|上月|上季|去年|前年|此前|以前|预计|预期|计划|较|比|以来|下一|明年|目标|曾|峰值|纪录|自(?!行|动|来|然|身|主)|从|由|同期',
    unsaid: '未|没有|尚|不|不同于|而|但|预计|将|会员|与|向|给',
    and: '和|与|及|或|以及',
    base: {
      year: '同比',
      part: '环比',
    },
    onDay: '于|在|截至',
    articles: '该|其',
    course: '从|由|与|同',
    parts: {
      month: [
        monthOf('一', 1),
        monthOf('二', 2),
        monthOf('三', 3),
        monthOf('四', 4),
        monthOf('五', 5),
        monthOf('六', 6),
        monthOf('七', 7),
        monthOf('八', 8),
        monthOf('九', 9),
        monthOf('十', 10),
        monthOf('十一', 11),
        monthOf('十二', 12),
      ],
      quarter: ['第?一季度?', '第?二季度?', '第?三季度?', '第?四季度?'],
      half: ['上半年', '下半年'],
      range: '至|到|[-—–~～]',
    },
    ofYear: '',
    yearSign: { behind: '年', unless: '代|度|来' },
    during: '期间|年内|全年',
    past: '曾|原为|原先',
    future: '下[一个年季月]|明年|未来|今后|将|预计|预测|预期|计划|目标|上限|限额|配额',
    statuses: {
      final: '最终|终值|实绩|定值',
      forecast: '预测|预报|展望|预计',
      estimated: '估计|估算|预估|估值',
      provisional: '初步(?:数据(?:显示|表明))?|暂定|快报|初值',
    },
    balances: { above: '顺差|盈余|结余|盈利(?!能力)|利润(?!率)', below: '逆差|赤字|亏损' },
    sides: { above: '正(?=收益|增长|值|数|贡献)|为正', below: '负(?=收益|增长|值|数|贡献)|为负' },
    changeHeads: '(?:增长|增幅|涨幅|降幅|升幅|跌幅|增速|增减|变化|变动|涨跌|同比|环比)+[额量率幅]?|[Δ∆]',
    changes:
      '增长|增幅|涨幅|降幅|升幅|跌幅|增速|增减|变化|变动|涨跌|同比|环比|速度|通胀|差额|差异|修订|趋势|走势|[Δ∆]|±',
    allFigures: '(?:所有|全部|以上|文中)?(?:数据|数字|数值|金额)(?:均|都)?',
    shares: '占比|比重|份额',
    totals: '合计|总计|共计|总和|总数',
    spans: '年度|全年|月份?|季度?|半年|上旬|中旬|下旬|截至|累计|[一二三四五六七八九十]+月|年内|财年|末|底',
    elsewhere:
      '最|未|没有|无|首次|首个|预计|预测|预期|计划|目标|规划|方案|办法|法|制度|标准|口径|目录|价格|不变价|基期|普查|调查|发布|公布|报告|版|修订|初步|宣布|决定|施行|投产|建成|成立|新高|新低|以来最|纪录|历史|持平|相当|相同',
  },
  ends: {
    high: '最[大高快多强长]|新高|最高',
    low: '最[小低慢少弱短]|新低|最低',
    turned: '逆差|赤字|亏损',
    limited: '以来|近.{0,4}[年月]|年来|年内|自',
    unlimited: '历史|有史|空前|前所未有',
  },
  hedges: {
    before:
      '(?:至少|最多|不超过|不低于|大约|(?<![合条租签公契节制预违婚])约|接近|将近|近|逾|(?<=[为达至长降升])(?:超过|超|不足|不到))',
    behind: '左右|上下|以上|以下',
  },
  none: '没有|毫无|并无',
  beyond: [
    [
      '(?:也|仍|还|均|都)?(?:(?:[未没]有?|从未|未能|并未)(?:超过|超出|突破|超越|达到?|高于|多于)|(?:超过|超出|突破|超越|高于|多于)了?|低于|少于|不到|不足|达不到|跌破)',
      '',
    ],
  ],
  outdoes: { above: '超过|超出|超越', below: '不及|不如' },
  has: '',
  counted: '',
  claims: {
    rank: `(?<!年内|月内|盘中)最(?:大|小|[高低](?![价达])|快|慢|多|少|强|弱|长|短)|第[一二三四五六七八九十]+大|(?:居|列|位居|位列|排名?|排在)(?:世界|全球|全国|欧洲|亚洲)?(?:第[一二三四五六七八九十]+|首位|末位|前[一二三四五六七八九十]+)|前[三五十](?:名|位|大)|榜首|居首|居冠|排名最后|垫底|比(?:其他|其余)\\p{Script=Han}{1,8}都[多少高低]`,
    record:
      '(?:历史|创|再创|刷新)?新[高低](?!度|级|速|温|技|标|压|等)|(?:创|刷新|打破)\\p{L}{0,4}(?:纪录|记录)|历史(?:最高|最低|新高|新低)|前所未有|首次|空前|历年(?:之最|最[高低])',
    streak: `连年|连续(?:第)?${NUMBER}?(?:个)?${PERIOD}?|第${NUMBER}(?:个)?${PERIOD}连续|${PERIOD}连${PERIOD}|再[次度](?:增长|下降|上升|减少|增加|回落)`,
    fraction: `[两二三四五六七八九十]+分之[一二三四五六七八九]|一半(?!天)|半数|过半`,
    multiple: `翻了?[一两二三四]?番|(?:${NUMBER}|数|几)倍|倍增|减半|腰斩`,
    majority: '多数|大部分|绝大多数|少数(?!民族)|几乎全部|几乎所有|过半|超过一半|不到一半',
    count: `[廿卅][一二三四五六七八九]?(?=[次座家名位台辆条艘处所国省])|(?<![壹贰叁肆伍陆柒捌玖拾])[壹贰叁肆伍陆柒捌玖拾]+(?=[次座家名位台辆条艘处所国省])|(?<![第前十百千万亿一二三四五六七八九两数几零]|之)(?!两)${NUMBER}(?=(?:座|家|名|位|台|辆|条|艘|处|所|国|省|市(?!场))(?!一))`,
    comparison:
      '反超|赶超|差距(?:缩小|扩大|收窄)|(?:所有|各|全部)\\p{Script=Han}{1,8}(?:都|均|全部)(?:减少|增加|下降|上升|增长)|只有\\p{Script=Han}{1,8}(?:减少|增加|下降|上升|增长)|超过了(?=\\p{Script=Han}{1,4}[，。])',
  },
};

/** Labels of provenance in Chinese. */
const CHINESE_PROVENANCE: ProvenanceWords = {
  figures: (count) => (count === 1 ? '该数据的出处' : `这 ${count} 项数据的出处`),
  chartData: '数据（CSV）',
  chartPicture: '图片（SVG）',
  skip: '跳到正文',
  noteOn: (figure) => `${figure} 的注释`,
  backTo: (figure) => `回到 ${figure}`,
  printed: '来源所印',
  printedInTranslation: '译文所印',
  corrected: '更正',
  evidence: '佐证',
  arithmetic: '与其他数据的算术关系',
  interval: '取值范围',
  status: '标注',
  inputs: '推算依据',
  fromFiguresOf: (period) => `按${period}数据`,
  condition: (clause) => `条件是${clause}`,
  relations: '检验',
  failed: '未通过检验',
  excepted: '已知分歧',
  asBefore: '同前',
  standings: {
    accused: '认定有误：对矛盾的每一种解释都须改动该数据',
    touched: '涉及矛盾：与硬性关系不符',
    disputed: '存疑：仅与软性关系或其他来源不符',
  },
  breaksRule: (said) => `不符合规则：${said}`,
  count: (relations) => `${relations} 项关系`,
  derived: {
    same: (sources) => `${sources}所载数值不同`,
    agree: (sources) => `${sources}所载数值相同`,
    fromGrowth: (said) => `${said}（按增速推算）`,
    revision: '后续发布所载数值不同',
    part: '部分时段的数值大于整个时段',
    parts: '分时段数据得出不同结果',
    alike: '部分时段的数值和增速与整个时段相同',
    record: '所依据的数据得出不同数值',
  },
  untested: '无',
  low: (number, open) => `${open ? '高于' : '不低于'} ${number}`,
  high: (number, open) => `${open ? '低于' : '不高于'} ${number}`,
  anything: '任何数值',
  nothing: '无',
};

/** Words of a correction notice in Chinese. */
const CHINESE_NOTICE: NoticeWords = {
  title: (brief) => `更正：${brief}`,
  corrects: (date, previous) =>
    previous === undefined ? `本版（截至${date}）更正较早的版本。` : `本版（截至${date}）更正截至${previous}的版本。`,
  said: { changed: '原版的说法有变。', stands: '原版的说法不变，只是数字有改动。' },
  heads: { corrected: '更正', revised: '来源修订', texts: '改动的文字' },
  inPlaceOf: (now, before) => `${now}，原为${before}。`,
  printedIn: (places) => `见于：${places}。`,
  evidence: (evidence) => `佐证：${evidence}。`,
  arithmetic: '其他数字之间的算术关系',
  mistyped: '来源原本即为此数，本刊此前录入有误。',
  reason: (reason) => `原因：${reason}`,
  material: '属重大更正。',
  what: { direction: '方向', rank: '排名', assertion: '论断', headline: '标题' },
  absent: { before: '新增', now: '删去' },
};

const NUMERALS = wordsOf('一 二 三 四 五 六 七 八 九 十');
const DAYS = wordsOf('日 一 二 三 四 五 六');
const MONTHS = wordsOf('1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月');

const UNITS: UnitNames = {
  forms: CHINESE_UNITS,
  scales: unchanged({
    3: '千',
    4: '万',
    5: '十万',
    6: '百万',
    7: '千万',
    8: '亿',
    9: '十亿',
    10: '百亿',
    11: '千亿',
    12: '万亿',
  }),
  space: '',
  quotient: '/',
};

/** From one figure to another. No space stands between two characters. */
function course(first: string, verb: string, last: string): string {
  const before = /^\p{Script=Han}/u.test(first) ? '' : ' ';
  const between = /\p{Script=Han}$/u.test(first) ? '' : ' ';
  const after = /^\p{Script=Han}/u.test(last) ? '' : ' ';
  return `由${before}${first}${between}${verb}${after}${last}`;
}

export const chinese: Locale<'zh-CN'> = {
  id: 'zh-CN',
  isSpaced: false,
  isHan: true,
  font: { family: 'Noto Sans SC', packageName: 'noto-sans-sc', version: '0.4.x', prefix: 'NotoSansSC', megabytes: 96 },

  numbersInWords: chineseNumbers,
  numbers: { decimal: '.', group: ',', percent: '%' },
  units: UNITS,
  shortUnits: 'name',
  years: () => '年',
  // Chinese counts in 万, 亿 and 万亿, whatever step a source took.
  steps: [4, 8, 12],
  qualifier: {
    over: (number) => `超过 ${number}`,
    under: (number) => `低于 ${number}`,
    about: (number) => `约 ${number}`,
    'slightly over': (number) => `略高于 ${number}`,
    'slightly under': (number) => `略低于 ${number}`,
  },
  // No space stands between two characters: 2020年至2025年, but 750 至 850.
  range: (low, high) => (/\p{Script=Han}$/u.test(low) ? `${low}至${high}` : `${low} 至 ${high}`),

  period: periodText,
  date: (date) => dateText(datePartsOf(date)),
  calendar: {
    dateTime: '%x %A %X',
    date: '%Y年%-m月%-d日',
    time: '%H:%M:%S',
    periods: ['上午', '下午'],
    days: eachOf(DAYS, (day) => `星期${day}`),
    shortDays: eachOf(DAYS, (day) => `周${day}`),
    months: MONTHS,
    shortMonths: MONTHS,
  },

  unspaced: {
    date: /(?:\d+\/)?\d+ ?[年月日]度?(?: ?\d+ ?[月日])*(?:第.季度|前三季度|[上下]半年)?版?/u,
    measureWord: /^ [十百千万亿]?\p{Script=Han}/u,
    edition: { behind: /[年度月日]$/u, word: /^版/u },
    wordBefore: /\p{Script=Han}{2}[的为至达约超由从]?(?= ?$)/u,
  },

  counts: [],
  list: (items) => listed(items, ['、', '和'], ['、', '以及']),
  separator: '；',
  stop: '。',
  colon: '：',
  comma: '，',
  open: '（',
  close: '）',
  quotation: (text) => `“${text}”`,
  // As in 增长约 5%, but 增长 5%.
  gapBefore: (text) => (/^\p{Script=Han}/u.test(text) ? '' : ' '),
  inSentence: withoutCapital,
  sortKey: (text) => text,

  exhibit: { chart: '图', table: '表' },
  continued: (name) => `续${name}`,
  contents: '目录',
  onPage: ['第 ', ' 页'],
  annex: '附录',
  margin: { corrected: '更正。', derived: '本报告推算。', estimated: '估计。', forecast: '预测。', disputed: '存疑。' },
  alert: { note: '注意', tip: '提示', important: '重要', warning: '警告', caution: '小心' },
  draft: {
    name: '草稿',
    sound: '本文为草稿，不得发布。检验未发现存疑数据。',
    doubted: (mark) => `本文为草稿，不得发布：所依据的已发布数据相互矛盾。存疑数据以 ${mark} 标出。`,
    contradicts: '与下列关系矛盾',
    more: (count) => `另有 ${count} 项，见 assay check。`,
  },
  footnotes: '脚注',
  nextEdition: (date) => `下一期预计发布：${date}`,
  sources: {
    title: () => '来源',
    number: (number) => `来源${number}`,
    back: '返回正文',
    announced: (announced, published) => `${announced}公布，${published}发表`,
  },
  attached: {
    observations: '数据集中全部已发布的数字，含原文与更正值',
    brief: '本文所列的每个数字及其出处',
    corrections: '本次发布中已更正的数字及更正依据',
  },
  wiki: {
    edition: (id, published) => `${id}版，数据发布于${published}`,
    editions: '各版',
    files: '文件',
    data: '数据（CSV）',
  },
  missing: { x: '无数据', z: '不适用' },
  aboutUnchanged: '基本持平',
  drawn: {
    hollow: '空心',
    broken: '虚线轮廓',
    dashed: '虚线',
    derived: '推算',
    dotted: '点线处缺数据',
    bound: { low: '空心点为下限', high: '空心点为上限' },
    expected: { low: '空心点为预计下限', high: '空心点为预计上限' },
    limits: { floor: '下限', ceiling: '上限' },
    scales: { own: '各图刻度不同', cut: '刻度不从零开始', part: '未绘出全部数值' },
    gap: '虚线处无数据',
    shared: '各图刻度相同',
    marks: (tick, dot) => `竖线为${tick}，圆点为${dot}`,
    interval: (confidence) => `色条为${confidence}置信区间`,
    range: '色条为所公布的范围',
    band: (confidence) => `色带为${confidence}置信区间`,
    tints: '颜色越深，该行数值越高',
    axes: (across, up) => `横轴为${across}，纵轴为${up}`,
    parts: '各部分占合计的比重',
    inYear: (name, year) => `${year}年${name.replace(/数据$/u, '')}`,
  },
  flag: {
    contradicted: '与其他数据矛盾',
    corrected: '已更正',
    derived: '本报告推算',
    estimated: '估计',
    forecast: '预测',
    provisional: '初步数据',
    revised: '首次公布后有修订',
    break: '口径变化',
    low_reliability: '可靠性较低',
  },

  verb: {
    singular: { up: '增长', down: '下降', flat: '持平' },
    plural: { up: '增长', down: '下降', flat: '持平' },
  },
  verbLink: '',
  noun: { up: '增长', down: '下降', flat: '持平' },
  rank: {
    largest: eachOf(NUMERALS, (numeral, place) => (place === 0 ? '最大' : `第${numeral}大`)),
    smallest: eachOf(NUMERALS, (numeral, place) => (place === 0 ? '最小' : `第${numeral}小`)),
  },
  beyondLimit: (label) => `${label}：所印数值超出限度，更正值在限度之内`,
  course: {
    up: (first, last) => course(first, '升至', last),
    down: (first, last) => course(first, '降至', last),
    open: (first, last) => course(first, '到', last),
  },

  comparison: CHINESE_COMPARISONS,
  notice: CHINESE_NOTICE,
  measure: {
    name: {
      growth: '同比变化',
      change: '同比增减量',
      ratio: '与上年同期之比',
      cagr: '年均变化',
      share: '占比',
      difference: '差值',
      lower: '置信区间下限',
      upper: '置信区间上限',
      margin: '误差幅度',
      claim: '表述',
    },
    changeFrom: (base) => `较${base}变化`,
    changeOfRelease: '较先前发布的变化',
    ratioTo: (base) => `与${base}之比`,
    averageSince: (base) => `${base}以来年均变化`,
    comparedWith: {
      share: (whole) => `占${whole}的比重`,
      difference: (other) => `与${other}之差`,
    },
  },
  provenance: CHINESE_PROVENANCE,
  proof: CHINESE_PROOF,
  reading: CHINESE_READING,
  witness: CHINESE_WITNESS,
  chart: {
    others: '其他',
    ends: '各系列仅列首末数值',
    gap: (periods) => `${periods}无数据，折线中断`,
    events: '事件',
    extremes: (highest, lowest) => `最高：${highest}；最低：${lowest}`,
  },
  tables: CHINESE_TABLES,
  workbook: CHINESE_WORKBOOK,
  project: {
    publisher: '本简报编者',
    source: '表格来源',
    whose: '数据来自',
    writer: '本报告编者',
    course: '数据走势',
    sizes: '数据大小比较',
    onYearEarlier: (call) => `比上年同期{{change ${call}}}`,
    all: '全部数据',
    name: '指标',
    sources: '来源',
  },
  headPeriod: chineseHead,
};

/** `2025年1月至10月`: the year is said once when both ends share it. Bulletins call nine months three quarters. */
function periodText({ text }: { readonly text: string }): string {
  const [from, to] = endsOf(text);
  if (!to) return dateText(from);
  if (/^(\d+)-M01\.\.\1-M09$/.test(text)) return `${from.year}年前三季度`;
  return `${dateText(from)}至${from.year === to.year ? withinYear(to) : dateText(to)}`;
}

function dateText(parts: DateParts): string {
  return `${parts.year}${parts.year.includes('/') ? '年度' : '年'}${withinYear(parts)}`;
}

function withinYear({ letter, part, day }: DateParts): string {
  if (letter === 'S') return part === 1 ? '上半年' : '下半年';
  if (letter === 'Q') return `第${NUMERALS[part - 1]}季度`;
  return `${part ? `${part}月` : ''}${day ? `${day}日` : ''}`;
}

const CHINESE = ['一', '二', '三', '四'];

/** `2025年`, `2025年3月`, `2025年第一季度`, `2025年上半年`. */
function chineseHead(text: string): string | undefined {
  const [, year = '', rest = ''] = /^(\d{4})年(.*)$/.exec(text.replaceAll(' ', '')) ?? [];
  if (year === '' || rest === '') return year || undefined;
  const [, month] = /^(\d{1,2})月$/.exec(rest) ?? [];
  if (month !== undefined) return `${year}-M${month.padStart(2, '0')}`;
  const [, quarter = ''] = /^第?([一二三四1-4])季度$/.exec(rest) ?? [];
  if (quarter !== '') return `${year}-Q${CHINESE.indexOf(quarter) + 1 || quarter}`;
  return { 上半年: `${year}-S1`, 下半年: `${year}-S2` }[rest];
}
