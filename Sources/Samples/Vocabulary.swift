/// The words that samples are made of. Streets, communities, firms and people are invented.
enum Vocabulary {
  static let surnames = words(
    "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 马 朱 胡 郭 何 高 林 罗 郑 梁 谢 宋 唐 许 韩 冯 邓 曹 彭 曾 肖 田 董 袁 潘 于 蒋 蔡 余 杜 叶 程 苏 魏 吕 丁 任 沈 欧阳 司马 上官 诸葛")
  static let given = words(
    "国 建 志 文 秀 玉 桂 淑 凤 兰 英 华 明 德 福 庆 春 永 长 振 兴 宝 金 银 海 山 云 霞 芳 梅 荣 贵 祥 和 平 安 民 军 东 红 卫 援 朝 跃 进 素 珍 琴 香 莲 喜 顺 义 礼 信")
  /// Names that systems lose: beyond GB 2312, Extension A, beyond the BMP, of nationalities.
  static let rareNames = words(
    "刘喆 王堃 朱镕 李昇 陈頔 赵玥 龚䶮 周㛃 孙䜣 吴𠅤 郑𫖯 冯𪸩 陈𬭎 褚𬱖 卫𬘭 蒋𬀩 沈𬎆 买买提·吐尔逊 阿不都热合曼·艾合买提江·阿不力孜 才仁卓玛 迪丽努尔·阿卜杜外力 郎 于 於"
  )
  .filter { $0.unicodeScalars.count > 1 }
  static let units = words("机修车间 铸造车间 动力分厂 运输公司 供销处 职工医院 子弟学校 机关 第一分厂 第二分厂 热电车间 包装车间 财务处 基建处")
  static let posts = words("工人 班长 车间主任 会计 科员 科长 副科长 处长 工程师 高级工程师 技术员 医师 教师 仓库保管员 驾驶员 厂长")
  static let skills = words("书法 电工 钳工 焊工 车工 会计 医护 二胡 太极拳 裁缝 木工 摄影 烹饪 园艺")
  static let hobbies = words("象棋 广场舞 钓鱼 养花 京剧 读书 合唱 门球 乒乓球 集邮 散步 编织 国画")
  /// With the communities of each.
  static let streets: [(name: String, communities: [String])] = [
    ("向阳街道", words("花园社区 朝晖社区 红星社区 育才社区")),
    ("新湖街道", words("湖滨社区 柳荫社区 望岳社区")),
    ("和平街道", words("和谐社区 文苑社区 建设社区")),
    ("青年街道", words("青松社区 东苑社区")),
    ("沙河镇", words("河湾社区 桥头村 南园村")),
    ("李家寨镇", words("寨东村 寨西村")),
  ]
  static let estates = words("花园小区 阳光家园 机械厂家属院 供电宿舍 锦绣苑 柳泉新居 职工新村")
  static let ethnicGroups = words("汉族 汉族 汉族 汉族 汉族 汉族 汉族 汉族 回族 满族 蒙古族 壮族 维吾尔族 朝鲜族 土家族 德昂族")
  static let political = words("群众 群众 群众 中共党员 中共党员 中共预备党员 民盟盟员 九三学社社员 无党派人士")
  static let education = words("小学 初中 初中 高中 高中 中专 大专 大学本科 高小 初小 文盲 大学普通班 技工学校")
  static let health = words("健康 健康 健康 一般 有慢性病 高血压 糖尿病 肢体残疾")
  static let relations = words("配偶 儿子 女儿 长子 次女 儿媳 女婿 侄子 妹妹")
  static let archiveParts = words("独生子女证 职称证书 荣誉证书 军人退伍证 工伤认定书 无")

  static func words(_ text: String) -> [String] { text.split(separator: " ").map { String($0) } }
}
