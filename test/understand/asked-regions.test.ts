/** Which places a question asks about, of all that it names. */

import { describe, expect, it } from 'vitest';
import { readKnowledge } from '../../src/lexicon/knowledge.js';
import { findAskedRegions, standSideBySide } from '../../src/understand/asked-regions.js';

const { gazetteer, glossary } = readKnowledge();
const asked = (question: string) => findAskedRegions(question, { gazetteer, glossary }).map(({ name }) => name);

describe('findAskedRegions', () => {
  it.each([
    ['我国2030年粮食产量目标是多少', ['全国']],
    ["How much did China's GDP grow in 2030?", ['全国']],
    ['甘肃GDP占全国GDP的多少', ['甘肃省']],
    ['全国文明城市有哪些要求', []],
    ['中国资源循环集团在哪', []],
    ['雄安新区2030年GDP', ['雄安新区']],
    ['青峰新区2030年常住人口', ['青峰新区']],
    ['如何深化开发区改革', []],
    ['包头青山区2030年GDP', ['包头市', '包头市青山区']],
    ['What was the GDP of Rudong County in 2030?', ['如东县']],
  ])('%s: %s', (question, regions) => {
    expect(asked(question)).toEqual(regions);
  });

  it.each([
    ['Hubei', ['湖北省']],
    ["Xiantao's exports", ['仙桃市']],
    ['Xianning’s life expectancy', ['咸宁市']],
    ['鄂2025年目标', ['湖北省']],
    ['Xinjiang Uygur Autonomous Region', ['新疆维吾尔自治区']],
    ['Tibet', ['西藏自治区']],
    ['Xizang', ['西藏自治区']],
    ['Hong Kong, Macao and Taiwan', ['香港特别行政区', '澳门特别行政区', '台湾省']],
    ['湖北省荆门市的粮食总产', ['湖北省', '荆门市']],
    ['荆门的目标，荆门市的结果', ['荆门市']],
    ['湖北东北部', ['湖北省']],
    ['江苏、浙江、山东三省的产值', ['江苏省', '浙江省', '山东省']],
  ])('knows the places in "%s"', (question, regions) => {
    expect(asked(question)).toEqual(regions);
  });

  it('leaves out a place that is part of a name when another is named outright', () => {
    expect(asked('武汉大学和荆门有什么合作')).toEqual(['荆门市']);
    expect(asked('荆门参加上海进博会')).toEqual(['荆门市']);
    expect(asked('黄冈修了几座武汉长江大桥那样的桥')).toEqual(['黄冈市']);
    expect(asked('Wuhan University and Jingmen')).toEqual(['荆门市']);
    expect(asked('重庆直辖市')).toEqual(['重庆市']);
    expect(asked('计划单列市青岛')).toEqual(['青岛市']);
    expect(asked('河南承接广东产业转移')).toEqual(['河南省']);
    expect(asked('How does Anhui integrate into the Yangtze River Delta?')).toEqual(['安徽省']);
  });

  it('takes it when no other is', () => {
    expect(asked('上海进博会成交额')).toEqual(['上海市']);
    expect(asked('武汉大学有多少学生')).toEqual(['武汉市']);
    expect(asked('直辖市的常住人口')).toEqual(['北京市', '天津市', '上海市', '重庆市']);
  });

  it.each([
    '京沪高铁何时通车',
    '京港澳高速改扩建',
    '沪昆高铁',
    '沪宁城际',
    '青藏铁路',
    '川藏铁路',
    '武汉至宜昌高铁',
    '港珠澳大桥',
    '平陆运河',
    '宁德时代',
    '长城汽车',
    '粤港澳大湾区',
    '京津冀协同发展',
    '长三角一体化',
    '成渝地区双城经济圈',
    '东北全面振兴',
    '华东师范大学',
    '上海合作组织',
    '新疆生产建设兵团',
    'Xinjiang Production and Construction Corps',
    'Beijing-Shanghai high-speed railway',
    'Hong Kong-Zhuhai-Macao Bridge',
    'Guangdong-Hong Kong-Macao Greater Bay Area',
    'Beijing-Tianjin-Hebei coordinated development',
    'Yangtze River Delta integration',
  ])('takes no place from the name "%s", alone or beside a place', (name) => {
    expect(asked(name)).toEqual([]);
    expect(asked(`${name}，福建`)).toEqual(['福建省']);
  });

  it('keeps the places whose railways, roads and cars are asked about', () => {
    expect(asked('湖北、河南高速公路通车里程')).toEqual(['湖北省', '河南省']);
    expect(asked('安徽和广东汽车产量哪个多')).toEqual(['安徽省', '广东省']);
    expect(asked('湖北和四川大学生就业')).toEqual(['湖北省', '四川省']);
  });

  it.each([
    '东京2025年的GDP',
    '加州的人口',
    '日本去年的经济增长',
    '朝鲜、韩国、蒙古国',
    '澳大利亚和新西兰的贸易',
    '北海道的旅游',
    'California GDP',
    'Paris, Tokyo and Mongolia',
    'five mile road',
  ])('finds no region of China in "%s"', (question) => {
    expect(asked(question)).toEqual([]);
  });
});

describe('standSideBySide', () => {
  it('is false for a place and the one it lies in', () => {
    const compare = (question: string) =>
      standSideBySide(findAskedRegions(question, { gazetteer, glossary }), gazetteer);
    expect(compare('湖北荆门')).toBe(false);
    expect(compare('荆门仙桃')).toBe(true);
    expect(compare('')).toBe(false);
  });
});
