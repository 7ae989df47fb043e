/** Groups of places and their members. */

import { describe, expect, it } from 'vitest';
import { createGazetteer } from '../../src/lexicon/gazetteer.js';
import { findGroups } from '../../src/lexicon/place-groups.js';

const gazetteer = createGazetteer();
const places = (text: string) => findGroups(text, gazetteer).flatMap(({ regions }) => regions.map(({ name }) => name));

const NORTHEAST = ['辽宁省', '吉林省', '黑龙江省'];
const NORTHWEST = ['陕西省', '甘肃省', '青海省', '宁夏回族自治区', '新疆维吾尔自治区'];
const SOUTHWEST = ['重庆市', '四川省', '贵州省', '云南省', '西藏自治区'];
const DELTA = ['上海市', '江苏省', '浙江省', '安徽省'];

describe('findGroups', () => {
  it.each([
    ['东北三省', NORTHEAST],
    ['东三省的粮食', NORTHEAST],
    ['东北哪个省的粮食多', NORTHEAST],
    ['three northeastern provinces', NORTHEAST],
    ['Northeast China', NORTHEAST],
    ['西北五省区', NORTHWEST],
    ['西南五省区市', SOUTHWEST],
    ['华中三省', ['河南省', '湖北省', '湖南省']],
    ['华南地区', ['广东省', '广西壮族自治区', '海南省']],
    ['华北各省', ['北京市', '天津市', '河北省', '山西省', '内蒙古自治区']],
    ['长三角三省一市', DELTA],
    ['Yangtze River Delta', DELTA],
    ['京津冀三地', ['北京市', '天津市', '河北省']],
    ['珠三角', ['广东省']],
    ['成渝两地', ['四川省', '重庆市']],
    ['江浙沪', ['江苏省', '浙江省', '上海市']],
    ['北上广深', ['北京市', '上海市', '广州市', '深圳市']],
    ['各直辖市', ['北京市', '天津市', '上海市', '重庆市']],
    ['计划单列市', ['大连市', '青岛市', '宁波市', '厦门市', '深圳市']],
    ['中部六省', ['山西省', '安徽省', '江西省', '河南省', '湖北省', '湖南省']],
  ])('%s are %j', (text, members) => {
    expect(places(text)).toEqual(members);
  });

  it('counts the members of the larger ones', () => {
    expect(places('华东地区')).toHaveLength(7);
    expect(places('西部十二省区市')).toHaveLength(12);
    expect(places('沿海省份')).toHaveLength(11);
    expect(places('autonomous regions')).toHaveLength(5);
  });

  it.each(['湖北东北部', '西北风', '东北亚', '西南方向', '自治区主席', 'East China Sea', '云贵高原', '江浙菜'])(
    'finds none in %s',
    (text) => {
      expect(places(text)).toEqual([]);
    },
  );
});
