/** The gazetteer: names of places in both languages, places in running text, what lies in what. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGazetteer } from '../../src/lexicon/gazetteer.js';

const gazetteer = createGazetteer();
const named = (name: string) => gazetteer.resolve(name)?.name ?? null;
const found = (text: string) => gazetteer.find(text).map(({ region }) => region.name);

describe('resolve', () => {
  it.each([
    ['荆门市', '荆门市'],
    ['荆门', '荆门市'],
    ['鄂', '湖北省'],
    ['Jingmen', '荆门市'],
    ['hubei', '湖北省'],
    ['Hubei Province', '湖北省'],
    ['内蒙古', '内蒙古自治区'],
    ['Inner Mongolia', '内蒙古自治区'],
    ['广西', '广西壮族自治区'],
    ['新疆', '新疆维吾尔自治区'],
    ['恩施', '恩施土家族苗族自治州'],
    ['恩施州', '恩施土家族苗族自治州'],
    ['香港', '香港特别行政区'],
    ['Shanxi', '山西省'],
    ['Shaanxi', '陕西省'],
    ["Xi'an", '西安市'],
    ['Harbin', '哈尔滨市'],
    ['仙桃', '仙桃市'],
    ['Hanchuan', '汉川市'],
    ['嘉鱼', '嘉鱼县'],
    ['湖北省荆门市', '荆门市'],
    ['Guangxi Zhuang Autonomous Region', '广西壮族自治区'],
    ['Ningxia Hui Autonomous Region', '宁夏回族自治区'],
    ['Hong Kong Special Administrative Region', '香港特别行政区'],
    ['Jilin City', '吉林市'],
    ['Jilin Province', '吉林省'],
  ])('%s is %s', (name, region) => {
    expect(named(name)).toBe(region);
  });

  it('prefers the higher level: 吉林 is the province, 吉林市 the city', () => {
    expect(named('吉林')).toBe('吉林省');
    expect(named('吉林市')).toBe('吉林市');
  });

  it('does not choose between places of one level', () => {
    expect(named('朝阳区')).toBeNull();
    expect(named('Yulin')).toBeNull();
  });

  it.each(['中国', '全国', 'China'])('knows the nation as %s', (name) => {
    expect(gazetteer.resolve(name)).toMatchObject({ name: '全国', level: 'nation' });
  });

  it('knows no place in nothing', () => {
    expect(['', ' '].map(named)).toEqual([null, null]);
  });

  it.each([
    ['包头市青山区', '包头市青山区'],
    ['武汉青山区', '武汉市青山区'],
    ['湖北省武汉市青山区', '武汉市青山区'],
    ['浦东新区', '浦东新区'],
    ['青峰新区', '青峰新区'],
    ['四川省绵阳高新区', '绵阳高新区'],
    ['四川省绵阳市绵阳高新区', '绵阳高新区'],
    ['Rudong County', '如东县'],
    ['Dalad Banner', null],
    ['Chaoyang District', null],
  ])('%s is %s', (name, region) => {
    expect(named(name)).toBe(region);
  });
});

describe('parents', () => {
  const around = (name: string) => {
    const region = gazetteer.resolve(name);
    return region === null ? null : gazetteer.parents(region).map((each) => each.name);
  };

  it.each([
    ['包头市青山区', ['内蒙古自治区', '包头市']],
    ['北京市朝阳区', ['北京市']],
    ['仙桃', ['湖北省']],
    ['荆门高新区', ['湖北省', '荆门市']],
    ['湖北', []],
    ['全国', []],
  ])('of %s are %s', (name, parents) => {
    expect(around(name)).toEqual(parents);
  });
});

describe('contains', () => {
  const holds = (outer: string, inner: string) => {
    const [one, other] = [gazetteer.resolve(outer), gazetteer.resolve(inner)];
    return one !== null && other !== null && gazetteer.contains(one, other);
  };

  it('holds no place in the nation, and the nation in none', () => {
    expect([holds('全国', '湖北'), holds('湖北', '全国'), holds('全国', '中国')]).toEqual([false, false, true]);
  });

  it('holds an area in the place that it is named with', () => {
    expect(holds('荆门', '湖北省荆门高新区')).toBe(true);
    expect([holds('湖北', '荆门高新区'), holds('荆门高新区', '荆门'), holds('荆门', '青峰新区')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('withCode', () => {
  it('knows an area by its name, and the city that it was named with', () => {
    for (const name of ['荆门高新区', '青峰新区']) {
      expect(gazetteer.withCode(name)).toEqual(gazetteer.find(name).at(-1)?.region);
    }
    expect(gazetteer.withCode('荆门高新区')?.within).toBe('420800');
    const [hubei, area] = [gazetteer.resolve('湖北'), gazetteer.withCode('荆门高新区')];
    expect(hubei !== null && area !== null && gazetteer.contains(hubei, area)).toBe(true);
  });

  it('knows no place by what is no code', () => {
    expect(['', '999999', '荆门', '深化开发区'].map((code) => gazetteer.withCode(code))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});

describe('find', () => {
  it('takes an area for one place, and not for the city that it lies in', () => {
    expect(found('荆门高新区和遵义市青峰新区')).toEqual(['荆门高新区', '青峰新区']);
    expect(found('在荆门市政府领导下，新区事业发展，深化开发区改革')).toEqual(['荆门市']);
  });

  it('finds the long short names of counties, and districts of every city behind theirs', () => {
    expect(found('准格尔和宁波市江北区')).toEqual(['准格尔旗', '宁波市', '宁波市江北区']);
  });

  it('finds autonomous counties without their peoples, and behind the year of a date', () => {
    expect(found('2024年新平县、宽城县和2025年华宁县')).toEqual(['新平彝族傣族自治县', '宽城满族自治县', '华宁县']);
    expect(found('风华正茂的年华')).toEqual([]);
  });

  it('takes a county for the district that it became, and not for a city of its name beside it', () => {
    expect(found('沙县小吃和凤翔县')).toEqual(['沙县区', '凤翔区']);
    expect(gazetteer.resolve('三元区')?.code).toBe('350404');
    expect(gazetteer.resolve('临夏县')?.code).not.toBe(gazetteer.resolve('临夏市')?.code);
  });

  it('finds full, short and English names with their places', () => {
    expect(found('荆门和仙桃的GDP')).toEqual(['荆门市', '仙桃市']);
    expect(found("Compare Jingmen's growth with Inner Mongolia’s")).toEqual(['荆门市', '内蒙古自治区']);
    const text = '支持嘉鱼县建设';
    expect(gazetteer.find(text).map(({ start, end }) => text.slice(start, end))).toEqual(['嘉鱼县']);
  });

  it('takes the longest name from the left', () => {
    expect(found('青海南部')).toEqual(['青海省']);
    expect(found('吉林省吉林市')).toEqual(['吉林省', '吉林市']);
  });

  it('finds abbreviations of provinces in a row or before 省 and GDP, and nowhere else', () => {
    expect(found('京津冀')).toEqual(['北京市', '天津市', '河北省']);
    expect(found('鄂GDP')).toEqual(['湖北省']);
    expect(found('迈上新台阶，青年云集，湘绣')).toEqual([]);
  });

  it('finds a single abbreviation where no word can end before it', () => {
    expect(found('鄂2025年目标')).toEqual(['湖北省']);
    expect(found('鄂、湘、赣三省')).toEqual(['湖北省', '湖南省', '江西省']);
    expect(found('粗鲁的人犹豫的时候去东京的路')).toEqual([]);
  });

  it('chooses between districts of one name by the place before', () => {
    expect(gazetteer.find('北京市朝阳区').at(-1)?.region.code).toBe('110105');
    expect(found('朝阳区')).toEqual([]);
  });

  it.each(['长治久安', '示范县', '提高县域', '美丽江山', '各位来宾', '黄河南岸', '出海口', '月亮湖北路', '北部老城区'])(
    'finds no place in %s',
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );

  it.each([
    // The end of one word and the beginning of the next spell a name.
    '扩大连锁经营规模',
    '加快形成都市圈',
    '畅通化解矛盾渠道',
    '加大连接力度',
    '隆重庆祝新中国成立75周年',
    '世界首台机组投运',
    '谋划建设东北海陆大通道',
    '推进海河源头综合治理',
    '渭河源等重点生态功能区',
    '开展黄河源考古',
    '实施300个以上海洋经济项目',
    '天台山景区成功创建',
    '推进和龙头企业合作',
    '安全隐患和田间杆线清理',
    '乡村美景和田园风光',
    '适应城市发展',
    '响应城市号召',
    '供应城镇居民',
    '美丽江河建设',
    '建设美丽江山',
    '推广西部经验',
    '推广东部做法',
    '搬迁安置群众',
    '确保定期检查',
    '扎根河畔',
    '沿海南部',
    '投资阳光产业',
    '平安阳光',
    '为民和谐',
    '优化工作流程',
  ])('finds no place where words meet in %s', (text) => {
    expect(found(text)).toEqual([]);
    expect(found(`${text}。`.repeat(3))).toEqual([]);
  });

  it.each([
    ['大连锁定目标', ['大连市']],
    ['在大连、成都和通化', ['大连市', '成都市', '通化市']],
    ['推广东营、滨州盐碱地综合利用', ['东营市', '滨州市']],
    ['加快再造一个“海上海南”', ['海南省']],
    ['共同开创新疆更加美好的明天', ['新疆维吾尔自治区']],
    ['青海湖国家公园', ['青海省']],
    ['支持益阳信维攻克高端电容', ['益阳市']],
    ['拓展与上海洋山港联动', ['上海市']],
    ['支持定西高新区创建', ['定西高新区']],
    ['2025年内蒙古自治区政府工作报告', ['内蒙古自治区']],
    ['怀柔国家实验室内蒙古基地', ['内蒙古自治区']],
    ['京津冀和长三角', ['北京市', '天津市', '河北省']],
    ['中共重庆市委', ['重庆市']],
    ['湖北荆门的GDP', ['湖北省', '荆门市']],
    ['去年湖北和河南的粮食产量', ['湖北省', '河南省']],
    ['和田地区', ['和田地区']],
    ['武汉大学', ['武汉市']],
  ])('finds in %s %j', (text, regions) => {
    expect(found(text)).toEqual(regions);
  });

  it('finds the same places in a long text as in its sentences', () => {
    const sentences = [
      '扩大连锁经营。',
      '大连和成都都增长。',
      '形成都市圈。',
      '湖北湖南湖北。',
      '隆重庆祝。',
      '和龙头企业。',
    ];
    const long = sentences.join('').repeat(40);
    expect(found(long)).toEqual(Array.from({ length: 40 }, () => sentences.flatMap(found)).flat());
  });

  it('takes time that grows with the length of a text of names', () => {
    const measure = (length: number): number => {
      const text = '推广东营'.repeat(length / 4);
      const before = performance.now();
      gazetteer.find(text);
      return performance.now() - before;
    };
    measure(4_000);
    const short = Math.min(...Array.from({ length: 3 }, () => measure(8_000)));
    expect(measure(64_000) / short).toBeLessThan(24);
  });

  it('gives mentions in order, none overlapping, each the words of a known name', () => {
    const parts = fc.constantFrom(
      '湖北',
      '荆门市',
      '京',
      '津',
      '鄂',
      '新',
      'Jingmen',
      ' ',
      "'",
      '县',
      '南',
      '海',
      '河',
      'Hong Kong',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 20 }), (words) => {
        const text = words.join('');
        let end = 0;
        for (const mention of gazetteer.find(text)) {
          expect(mention.start).toBeGreaterThanOrEqual(end);
          expect(mention.end).toBeGreaterThan(mention.start);
          end = mention.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('contains', () => {
  const within = (outer: string, inner: string) => {
    const [around, inside] = [gazetteer.resolve(outer), gazetteer.resolve(inner)];
    return around !== null && inside !== null && gazetteer.contains(around, inside);
  };

  it('knows counties in cities and provinces, and places without a prefecture', () => {
    expect(within('湖北省', '汉川市')).toBe(true);
    expect(within('孝感市', '汉川市')).toBe(true);
    expect(within('湖北省', '仙桃市')).toBe(true);
    expect(within('荆门市', '汉川市')).toBe(false);
    expect(within('汉川市', '湖北省')).toBe(false);
    expect(within('仙桃市', '天门市')).toBe(false);
  });
});
