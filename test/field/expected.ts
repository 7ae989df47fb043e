/** What is right for each case of the field: of which of its commands, which exit code, what it shows and what never. */

export interface Expected {
  /** Command of the case, from 0. */
  readonly of: number;
  readonly code?: number;
  readonly shows?: readonly RegExp[];
  readonly never?: readonly RegExp[];
}

/** A line of the table of `wenju check`: the verdict on a figure. */
const told = (verdict: string, text: string): RegExp => new RegExp(`^${verdict}\\s+\\S*${text}`, 'mu');
const matched = (...texts: readonly string[]): RegExp[] => texts.map((text) => told('match', text));

export const EXPECTED: Readonly<Record<string, readonly Expected[]>> = {
  '01-elided-quotation-lends-another-figure': [
    {
      of: 1,
      code: 4,
      shows: [
        /^words_differ .*小龙虾产业综合产值……突破1000亿元/m,
        /^words_differ .*主要预期目标是：地区生产总值增长……6%/m,
        told('exact', '规模以上工业增加值……增长8\\.5%'),
      ],
      never: [/^supported$/m],
    },
  ],
  '02-quotation-cut-to-its-opposite': [
    { of: 1, code: 4, shows: [/^words_differ sense_turned .*得到根本缓解/m, /^words_differ sense_turned .*举借新的/m] },
    { of: 2, shows: [/^words_differ/m, /「没有」/] },
  ],
  '03-results-of-a-bulletin-called-targets': [
    { of: 1, code: 0, shows: matched('29.65亿公斤', '1060亿元', '6.6%', '1280家') },
    { of: 2, shows: [/荆门市 \|.*(?:1060亿元|6\.6%)/] },
    { of: 3, never: [/6\.6%|1060亿元/] },
  ],
  '04-bulletin-figures-without-a-year': [
    {
      of: 1,
      code: 4,
      shows: [
        ...matched('1421.35亿元', '6.1%', '153.27万吨'),
        told('value_differs', '7425亿元'),
        told('year_differs', '1353.12亿元'),
      ],
    },
    { of: 2, code: 0, shows: [/1421\.35亿元/], never: [/1353\.12/] },
    { of: 3, code: 0, shows: [/153\.27万吨/] },
    { of: 4, code: 0, shows: [/5\.2%/] },
    { of: 5, shows: [/随州市 \|/, /2024/] },
  ],
  '05-district-whose-name-others-have': [
    { of: 1, code: 0, shows: [/1021\.6亿元/] },
    { of: 2, code: 0, shows: [/1021\.6亿元/] },
    { of: 3, shows: [...matched('1021.6亿元'), told('value_differs', '6.9%')] },
    { of: 4, shows: [/青山区.*\|.*1021\.6亿元|青山区.*\|.*5\.9%/] },
  ],
  '06-struck-out-text': [
    { of: 1, shows: [/(?:match\s+6\.5%左右.*){3}/s, told('not_found', '9%')] },
    { of: 2, code: 0, shows: [/6\.5%/], never: [/7\.5/] },
    { of: 3, code: 0, shows: [/6\.5%/], never: [/7\.5/] },
  ],
  '07-bare-dates-and-numbers-as-answers': [
    { of: 1, code: 0, shows: [/12\.6亿元/] },
    { of: 2, code: 0, shows: [/2024年6月底前/], never: [/^2024年5月16日 \[1\]/m] },
    { of: 3, code: 0, shows: [/关于印发随州市支持香菇产业/], never: [/^随政办发〔2024〕12号 \[1\]/m] },
    { of: 4, code: 0, shows: [/府河/], never: [/香菇/] },
  ],
  '08-note-marks-between-name-and-figure': [
    {
      of: 1,
      shows: [...matched('3186.5亿元', '6.2%', '6.5%'), told('value_differs', '9.1%')],
      never: [/^words_differ/m],
    },
    { of: 2, code: 0, shows: [/6\.2%/], never: [/生产总值\[1\].* \[1\]$/m] },
    { of: 3, shows: [/2024/, /2025/, /6\.2%|3186\.5/, /6\.5%/] },
  ],
  '09-brackets-behind-an-indicator': [
    { of: 1, shows: [...matched('5.4%', '6.9%', '11.3%', '0.4%', '63.2%', '7%'), told('value_differs', '9.4%')] },
    { of: 2, shows: [/5\.4%/] },
  ],
  '10-figures-of-tables': [
    {
      of: 1,
      shows: [...matched('1341.8亿元', '6.0%', '5.1%', '698.4亿元', '6.2%'), told('year_differs', '1266.0亿元')],
    },
    { of: 2, shows: [/2023/, /2024/, /鄂城区/] },
  ],
  '11-five-year-plan': [
    { of: 1, code: 0, shows: [/27\.5/] },
    { of: 2, code: 0, shows: [/66/] },
    { of: 3, code: 0 },
    { of: 4, shows: [...matched('27.5%', '6.4%'), told('value_differs', '68%')] },
  ],
  '12-part-of-a-year-taken-for-the-year': [
    { of: 1, shows: [/(?:match\s+7\.8%.*){2}/s], never: matched('6.3万人') },
    { of: 2, shows: [/截至10月底/] },
  ],
  '13-dates-that-give-no-year': [
    { of: 1, shows: [/孝感市\s+city\s+2025\s/, /随州市\s+city\s+2025\s/, /2025-01-08/] },
    { of: 2, code: 0, shows: [/6\.5%左右/] },
    { of: 3, code: 0, shows: [/7%左右/] },
    { of: 4, code: 0, shows: matched('6.5%左右') },
  ],
  '14-columns-parted-by-spaces': [
    { of: 1, code: 0, shows: [/项目名称：温泉新区养老中心；责任单位：市民政局/] },
    { of: 2, code: 0, shows: [/温泉新区养老中心；责任单位：市民政局|温泉新区养老中心 +市民政局/] },
  ],
  '15-scan-behind-a-page-with-text': [
    { of: 0, shows: [/6 of (?:its )?7 pages/, /OCR.*OCR/s] },
    { of: 1, shows: [/6 of (?:its )?7 pages/, /OCR/] },
  ],
  '16-which-is-highest': [
    { of: 1, shows: [/茅箭区/, /610\.2/] },
    { of: 2, shows: [/竹溪县/, /128\.5/] },
    { of: 3, shows: [/茅箭区/, /张湾区/] },
  ],
  '17-table-that-goes-on-overleaf': [
    { of: 0, shows: [/县市：第32街道；地区生产总值（亿元）：132\.2/, /：第35街道；/], never: [/^第\d+街道；/m] },
  ],
  '18-radicals-copied-out-of-a-pdf': [
    { of: 1, code: 0, shows: [/增长7%左右/] },
    { of: 2, shows: [...matched('2412亿元', '6.5%', '29.65亿公斤'), /^exact\s/m] },
    {
      of: 3,
      shows: [/delivered\s+2025-01-10/, /^一、2024年工作回顾/m, /^二、2025年工作安排/m],
      never: [/[\u2E80-\u2FDF]/],
    },
  ],
  '19-joint-issuers-and-note-marks-in-references': [
    {
      of: 1,
      shows: [
        /^\s*荆门市统计局，国家统计局荆门调查队，2025\. /m,
        /AU {2}- 荆门市统计局/,
        /AU {2}- 国家统计局荆门调查队/,
      ],
      never: [/公报\[1\]/, /佚名/],
    },
    { of: 2, shows: [/随州市统计局，国家统计局随州调查队\. 随州市2024年/] },
  ],
  'fresh-01': [{ of: 1, code: 0, shows: [/2011\.6亿元/] }],
  'fresh-02': [
    { of: 1, shows: [/绵阳市 \|.*237\.5万吨/] },
    { of: 2, shows: [/绵阳市 \|.*8\.2%/] },
  ],
  'fresh-03': [
    { of: 1, shows: [...matched('8.2%'), told('direction_differs', '1.7%'), told('value_differs', '243.5万吨')] },
  ],
  'fresh-04': [{ of: 1, code: 0, shows: matched('260.4万吨', '1.2%') }],
  'fresh-05': [
    { of: 1, never: [/香港/] },
    { of: 2, code: 0, shows: matched('5.6%', '0.4%') },
    { of: 3, code: 3 },
  ],
  'fresh-06': [
    { of: 1, never: [/绵阳市\s.*星湖新区/] },
    { of: 2, shows: [/绵阳市 \|.*6\.1%/], never: [/7\.4%/] },
    { of: 3, code: 3 },
    { of: 4, code: 0, shows: [/7\.4%/], never: [/6\.1%|5\.0%/] },
  ],
  'fresh-07': [
    { of: 1, code: 0, shows: [/6\.7%/] },
    { of: 2, code: 0, shows: [/6\.7%/] },
  ],
  'fresh-08': [{ of: 1, shows: [/涪城区|绵阳市/] }],
  'fresh-09': [
    { of: 1, code: 0, shows: [/5120亿元/] },
    { of: 2, code: 0, shows: [/61\.2万人/] },
    { of: 3, code: 3 },
  ],
  'fresh-10': [{ of: 0, code: 0, shows: [/1 added/, /0 skipped/, /tags/, /layout/, /aliases/] }],
  'fresh-11': [
    { of: 1, shows: [/\s2018\s/, /\s20(?:26|31)\s/] },
    { of: 2, code: 0, shows: [/66\.5%/] },
  ],
  'fresh-12': [{ of: 1, code: 3 }],
  'fresh-13': [
    {
      of: 1,
      shows: [
        /"title": "绵阳市节约用水办公室负责人答记者问"/,
        /"title": "三台县2025年政府工作报告"/,
        /"publisher": "绵阳市公安局"/,
      ],
      never: [/"speaker": "(?:县域观察|发文单位)/],
    },
  ],
  'fresh-14': [
    { of: 1, code: 0, shows: [/60\.4万头/] },
    { of: 2, code: 0, shows: [/60\.4万头/] },
  ],
  'fresh-15': [
    { of: 0, shows: [/政府未來五年將興建圖書館/] },
    { of: 1, shows: [/1 added/] },
  ],
};
