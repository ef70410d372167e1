"""Headers and labels that can mean another thing too: they count where nothing else on the sheet names the column, and are told."""

from __future__ import annotations

_CUSTOMERS = (
    "accounts customers clients prospects companies firms hospitals clinics pharmacies HCPs doctors physicians stores shops outlets resellers "
    "dealers distributors retailers restaurants hotels schools universities institutions libraries banks plants factories farms cooperatives "
    "municipalities merchants sites households buyers"
)
"""Whom a segment consists of."""
_COUNTED = "; ".join(
    f"{before}{noun}"
    for noun in _CUSTOMERS.split()
    for before in ("", "Number of ", "No. of ", "# of ", "# ", "Total ", "Target ", "Count of ", "Addressable ")
)
"""Headers that count them."""

LOOSE_WORDS: dict[str, dict[str, str]] = {
    "products": {
        "product": "Category; Product category; Product group; Brand; SKU; Item; Offering; Service; 品类; 产品类别; 品种; 系列; 产品大类; "
        "品牌; 业务; 业务线; 产品模块; 模块; 产品名; Product class; Product type; Genre; Solution; Line of business; SKU family",
        "gross_margin": "Margin %; GP; GP %; GP ratio; GP rate; GM ratio; Contribution margin; 毛利; 产品毛利",
        "customisation": "Tailoring; Degree of tailoring; Bespoke share; Custom share",
        "lifecycle_stage": "Stage; Phase; 阶段; 上市阶段; 发展阶段",
        "sales_mode": "模式; 打法; 销售打法",
        "deliverable_again": "可重复交付; 是否可重复交付",
    },
    "segments": {
        "segment": "Client group; Account segment; Account type; Seg; Country; State; Province; City; County; Market; Sub-segment; "
        "Subsegment; Customer group; "
        "Name; 国家; 省份; 省; 省市; 城市; 地市; 市场; 区域市场; 目标市场; 国家/地区; 客户类别; 客户类型; 细分领域; 名称; 客户分层; 客户分类; "
        "客群; 客户群体; 细分客群; Hospital; Hospital name; 医院; 医院名称",
        "region": "Sales region; Territory; Country; State; Province; 省份; 省; 省市; Geo; Cluster; Macro-region; "
        "战区; 所属大区; 销售大区; 所在区域; 所在大区; 所属地区; 所属片区; Market",
        "industry": "Industry segment; Segment industry; 行业类别; 行业类型; 所在行业",
        "accounts": f"Accounts and prospects; Potential customers; Accts; No. of accts; {_COUNTED}; "
        "客户家数; 客户个数; 企业数; 企业数量; 潜在客户数; 目标客户数量; 终端数; "
        "终端数量; 医院数; 医院数量; 门店数; 门店数量; 网点数; 家数; 户数; 目标家数",
        "penetration": "Propensity to buy; Propensity; Likelihood of winning; Ease of winning; Ease; Accessibility; Ease to penetrate; "
        "Ease of entry; Ease of access; Winnability; Likelihood to buy; "
        "渗透; 渗透难易; 渗透系数; 触达难易度; 渗透难易度; 难易程度",
        "today_channel": "Current motion; Current sales motion; Current route; Current route to market; Coverage today; Current coverage; "
        "Current coverage model; Channel; Sales channel; Route to market; Route; Motion; Sales motion; Coverage model; 销售方式; 渠道模式; 经营模式; "
        "Go-to-market; "
        "通路; 渠道; 销售渠道; 现渠道; 目前渠道; 目前通路; 渠道类型",
        "today_team": "Account team; Owning sales team; 负责大区; 主管大区; 负责分公司; Team; Covered by; Served by; Managed by; Unit in charge; "
        "Department in charge; Dept. in charge; Responsible unit; "
        "Area office; "
        "负责公司; 负责单位; 由谁负责; 现由谁负责; Sales team; Sales organisation; Sales organization; Sales unit; Owner team; Owning team; "
        "Responsible team; "
        "Lead team; 团队; 销售团队; 负责团队; 主责团队; 归属团队; "
        "所属团队; 负责部门; 目前团队; 目前负责团队; 当前负责团队; 责任团队; 责任部门; 归口团队; 归口部门; 负责办事处; 所属办事处",
        "today_effort_fte": "FTE; FTEs; Effort; FTE today; 投入人力; 现有人力; 目前投入",
        "strategic": "重点; 是否重点; 重点省份; 重点市场; 重点区域; 是否重点省份",
        "win_rate": "Close rate; 签单率",
        "existing_revenue_cents": "ARR; Current ARR; ARR today; Beginning ARR; Opening ARR; Book of business; Installed base revenue",
    },
    "teams": {
        "team": "Group; Department; Business unit; Unit; Sales district; District; Dept.; Area office; Territory team; Branch; 公司; 机构; "
        "Sales organisation; Sales organization; Office; Sales unit; Name; 大区; 大区名称; "
        "销售大区; 办事处; 分公司; 事业部; 小组; 名称; 部门名称; 办事处名称",
        "manager": "Head; Head of sales; Head of unit; Unit head; Department head; District manager; Area head; 总经理; Sales head; Sales lead; "
        "Sales leader; Sales director; "
        "VP; Sales VP; Director; Leader; Head of team; Sales manager; 大区经理; 销售总监; 总监; 团队长; 主任; 负责人姓名; RSM; "
        "ASM; Regional manager; Area manager; Regional sales manager; 大区总; 团队负责人; 部门负责人",
        "channel": "Channel type; Coverage model; "
        "Channel served; Route to market; Route; Motion; Sales motion; 销售方式; 渠道模式; 经营模式; Go-to-market; "
        "通路类型; 渠道类型; "
        "负责渠道; 负责通路",
        "regions": "Zone covered; Zones covered; Region covered; Regions covered; Territory covered; Territories covered; Area covered; "
        "Areas covered; 覆盖片区; 覆盖区域; Territory; Territories; Markets; Segments; Segments covered; Segments in scope; Customer segments; "
        "负责客户群; 负责细分; "
        "覆盖细分; 负责市场; "
        "Coverage; Covers; Serves; Sales regions; Countries; Countries covered; States; States covered; "
        "负责省份; "
        "覆盖省份; 所辖省份; Area; Areas; Regions served; Zone; Zones; Geography; 负责区域; 负责地区; 管辖区域; 辖区; "
        "覆盖地区; 覆盖大区; 所辖区域; 负责大区; 区域范围",
        "industries": "Verticals; Sectors; Vertical; Sector; Industries served; 负责行业; 主攻行业; 聚焦行业",
        "heads": "RMs; No. of RMs; Relationship managers; KAMs; Key account managers; BDMs; TSIs; No. of TSIs; TSRs; No. of TSRs; No. of AEs; "
        "在岗代表数; 在岗代表; 在岗业务员; 业务员数; 业务员人数; 业务代表数; 销售代表数; 代表数; 代表数量; Number of reps; Sales reps; AEs; MRs; "
        "Medical reps; Medical representatives; "
        "代表人数; 医药代表数; In post; Members; On board; "
        "Filled positions; Sellers; Quota carriers; Quota-carrying reps; # of reps; "
        "# reps; No. of reps; Sales people; "
        "Salespeople; Employees; Staff; FTE; FTEs; FTE today; Heads today; "
        "Current headcount; Headcount today; 人员数; 人数合计; 总人数; 销售人数; 人员编制; 编制人数; 现有编制; 员工数; 在职人数; 人头数; 现员; "
        "编制; 在编; 年初人数; 期初人数; 年初HC; 现有人员",
        "max_hires": "可增编; 可增编制; Budgeted hires; Approved hires; Budgeted adds; Planned adds; 计划招聘数; 批准招聘; Hires; May hire; "
        "Planned hires; "
        "Vacancies; Vacant; "
        "Vacant positions; Recruits; Recruit; Recruitment; Net new heads; 计划新增; "
        "计划新增人数; "
        "可招; 可增; New hires; Open positions; Open reqs; Open requisitions; Open headcount; Hiring plan; "
        "Hiring budget; Hires allowed; Open roles; 计划招聘; 招聘计划; 拟招; 拟招聘人数; "
        "招聘人数; 新增编制; 新增人数; 可招人数; 可招聘; 可新增人数; 新增招聘; 增编; 空缺; 空缺数; 缺编; 空编; 待招; 待招人数; 缺口; 新增HC; "
        "计划增员; 增员",
        "pay_cents": "Fixed pay; Fixed pay per head; Base per head; Base salary per head; Average pay; Average base pay; Avg comp; "
        "Average compensation; "
        "Compensation per head; Base; Personnel cost per head; Average salary; "
        "Annual salary; Annual pay; Base salary; Salary per rep; "
        "Pay per rep; CTC per head; Annual CTC; 人均年薪; 人均薪资; "
        "人均年薪酬; 平均年薪; 平均工资; 人均年收入; Cost per head; Total cost per head; Fully loaded cost per head; "
        "Loaded cost per head; All-in cost per head; 人均成本; 人均人力成本; 人均总成本; 人均工资福利; 人均薪酬福利; 人均薪资福利; 人均人工成本; "
        "人均用工成本; 人均综合成本",
        "benefits_cents": "人均社保; On-costs per head; Welfare per head; Employer contributions per head; 人均社保公积金; Social charges per head; "
        "Social security per head; Social per head; Social insurance per head; Fringe per head; Fringe benefits per head; Payroll taxes per head; "
        "人均五险一金",
        "expense_cents": "人均招待费; 人均业务费; 人均业务招待费; 人均费用",
        "attrition_share": "Staff turnover; Leavers %; 年流失率; 年离职率; 人员离职率",
        "travel_cents": "人均差旅费; Travel cost per head; T&E per head; Travel and entertainment per head; Travel and expenses per head; "
        "T&S per head; Travel and subsistence per head; Vehicle and travel per head; "
        "人均差旅招待; 人均差旅招待费; 人均差旅及招待",
    },
    "seats": {
        "seat": "Seat number; Seat no.; Position ID; Position number; Employee ID; Employee number; Employee no.; Code; ID; No.; Number; "
        "席位号; 岗位编号; 岗位号; 岗位代码; 工号; 员工编号; 编号; 代码; Emp code; Emp ID; Employee code; Staff ID; Staff no.; 员工号; 人员编号; "
        "员工ID; 岗位",
        "team": "Department; Group; Region; Office; District; Unit; Dept.; Territory team; 部门; 大区; 所属部门; 所属大区; 办事处; 分公司",
        "rep": "Employee; Employee name; Rep name; Name of sales rep; Sales agent; Agent; Sales executive; Seller; Full name; Seat holder; "
        "Sales person; Account executive; AE; 员工; 员工姓名; 销售员; 销售姓名; "
        "业务员; 业务代表; 在岗人; 人员姓名; 代表姓名",
        "presence_share": "FTE; FTE %; FTE share; Full-time equivalent; Employment rate; Working time; 全职比例; 工时比例; 出勤比例",
        "start_month": "Start; Joining month; Month of entry; 入职月份; 入职月; 到岗月份; 开始月份; 入职日期; 到岗日期; 入司日期; 入职时间; "
        "到岗时间; 入职年月; 到岗年月; Start date; "
        "Hire date; Hiring date; Joining date; Date of joining; Entry date; Employment date",
    },
    "history": {
        "year": "Fiscal year; FY; 年度; 财年",
        "segment": "Country; State; Province; County; City; Market; Customer group; 国家; 省份; 省; 省市; 城市; 地市; 市场; 区域市场; 客户类别; "
        "客户类型; 所属细分; 客户分层",
        "product": "Category; Product category; Product group; SKU; 品类; 产品类别; 产品大类; 系列",
        "team": "Sales team; Sales organisation; Sales organization; 销售团队; 大区; 部门",
        "revenue_cents": "Net sales; Turnover; Actual; Actuals; Net revenue; 销售收入; 营业收入; 业绩; 实际; 实际收入; 收入金额",
    },
    "accounts": {
        "account": "Account no.; Customer no.; Customer code; CRM ID; Code; ID; No.; 客户号; 客户编码; 客户代号; 编号; 代码",
        "name": "Name; Company; Account name; Customer name; 客户全称; Company name; Client; Client name; Organisation; Organization; 名称; "
        "企业名称; "
        "公司名称; 单位名称",
        "segment": "Country; State; Province; Market; Customer segment; Customer group; 国家; 省份; 所属省份; 省; 省市; 市场; 区域市场; 细分市场; "
        "所属细分; 客户类别; 客户类型",
        "potential_cents": "Wallet; Wallet size; Annual spend; Est. annual spend; Estimated annual spend; Expected annual spend; 预计年采购额; "
        "预计采购额; "
        "Sales potential; Customer potential; "
        "Account potential; 客户潜力; 采购潜力; 年潜力; 年采购额; 年需求",
        "strategic": "重点客户; 是否重点客户; 是否重点; 是否战略客户; KA客户; Key account; Is key account",
        "tier": "Class; Rating; ABC; ABC class; 分级; 客户分级",
        "owner": "Rep; AE; Account manager; Account executive; Sales owner; 销售; 业务员; 销售员; 跟进人; 客户负责人; 销售工程师; 销售负责人; "
        "归属销售",
        "parent_account": "Parent ID; Group name; 集团名称; 总公司",
    },
    "channels": {
        "partner_margin": "经销商毛利率; 经销商毛利; 渠道毛利率; 渠道毛利; 代理商毛利; 伙伴毛利率",
        "accounts_per_fte": "人均管理客户数; 人均覆盖客户数; 客户覆盖数/人; 每人覆盖客户数; 人均服务客户数; 人均负责客户数",
    },
    "rebates": {"from_revenue_cents": "年提货额; 起返金额; 起步金额; 提货额", "rate": "返利比例; 返利率; 返利; 返点"},
    "marketing": {"line": "项目; 费用项目; 科目; 活动", "amount_cents": "预算; 年度预算; 预算金额; 费用; 费用金额"},
    "team_costs": {
        "line": "项目; 费用项目; 科目",
        "team": "部门; 办事处; 归属部门",
        "amount_cents": "预算; 年度预算; 预算金额; 费用",
    },
    "settings": {
        "company": "Organisation; Organization; Business; Entity; Legal entity; 企业; 单位; 单位名称; 公司全称; 单位全称; 企业全称; 主体",
        "plan_year": "Budget year; Planning period; FY; 预算年度; 规划期; 计划期; 目标年度; 规划财年; 计划财年; 目标财年; 年份",
        "fiscal_start_month": "Year starts; Year begins; Year starts in; Year begins in; Fiscal year begins; Fiscal year begins in; "
        "Fiscal year starts; Fiscal year starts in; "
        "Start of fiscal year; FY start; "
        "FY starts; FY begins; Financial year start; Financial year starts; Financial year begins; "
        "财年起始; 财年开始; 财年开始月; 财政年度开始月份",
        "currency": "Reporting currency; Curr; 货币单位; 货币种类; 本位币; 币别",
        "target_revenue_cents": "ARR target; Revenue (ARR) target; Target; Annual target; Annual sales target; Annual revenue target; "
        "Company sales target; Company goal; "
        "Total target; "
        "Sales goal; Revenue goal; Sales budget; Revenue budget; 年度目标; 年度销售目标; 公司年度目标; 公司销售目标; 全年目标; 全年销售目标; "
        "年度指标; 年度销售指标; 销售指标; 收入指标; 营收目标; 公司总目标; 总目标",
        "cost_of_sales_cap": "S&M cost ratio cap; S&M ratio cap; S&M cap; S&M cost cap; Sales & marketing cost ratio cap; Sales & marketing cap; "
        "Selling cost ratio cap; Selling ratio cap; S&M % of revenue; Sales and marketing % of revenue; Sales and marketing cost % of sales; "
        "Selling cost % of sales; "
        "Selling expense % of sales; Cap on cost of sales; Cost of sales limit; Maximum cost of sales; Max cost of sales; "
        "Cost of sales ceiling; Cost of sales ratio cap; Selling cost cap; Selling expense cap; "
        "营销费用率上限; 销售费用率上限; 费用率控制线; 费用率红线; Sales and marketing cost cap; Sales and marketing cost ratio cap; "
        "Selling and marketing cost cap; Sales and marketing expense cap; 费用率目标; 销售费用率; 营销费用率; 销售费用率目标",
        "max_hires": "Net new headcount; Net new heads; Net adds; Headcount adds; Budgeted hires; Approved hires; Approved headcount adds; "
        "Hiring limit; Approved vacancies; Vacancies approved; Max net new heads; Hiring cap; Total hires; Maximum hires; "
        "Max hires; Max. hires; Max new hires; 招聘上限; 总招聘人数; 招聘总数; "
        "最多招聘人数; 最多招聘; 招聘指标; 招聘名额; 净增人员上限",
        "headcount_limit": "人员编制总数; 销售编制总数; Year-end headcount; Headcount at year end; Planned headcount; 销售人员编制; Headcount cap; "
        "Max headcount; "
        "编制总数; "
        "人数上限; "
        "总编制; 总人数上限; 编制数上限; 总编制上限",
        "hire_cost_cents": "Cost per hire; Recruiting cost; Recruiting cost per hire; Hiring cost; 招聘费用; 一次招聘费用; 人均招聘费用",
        "target_gross_profit_cents": "Gross profit target; Target gross profit; 毛利目标; 毛利额目标",
        "target_collections_cents": "Collections target; Cash collection target; 回款目标; 回款额目标",
        "target_new_customers": "New customer target; New customers target; 新客户目标; 新增客户目标; 新增客户数目标; New customers; "
        "New accounts; New logos; Customers won; Customers to win; Accounts won; 新客户; 新客户数; 新增客户; "
        "新增客户数",
        "target_pipeline_cents": "Pipeline target; Pipeline created; Pipeline creation; Pipeline generation; 商机目标; 商机储备目标",
        "target_satisfaction": "CSAT; Customer satisfaction; 客户满意度; 满意度",
        "target_repurchase": "Renewal rate; Repurchase rate; 续约率; 客户续约率; 续费率; 复购率",
        "average_deal_cents": "ACV; Average ACV; ACV new logo; Average order value; Average deal size; Average deal value; Average contract value; "
        "平均合同额; 平均单笔合同额; 平均客单价; 客单价",
        "rounding_step_cents": "Rounding; Rounding of targets; Round targets to; Targets rounded to; Rounding unit; "
        "目标取整; 取整; 取整单位; 目标取整单位",
    },
}
"""By table and field, separated by ``;``."""

LOOSE_SHEETS: dict[str, str] = {
    "settings": "Config; Configuration; Setup; Basic settings; Company settings; Basics; Company; General; Inputs; Key inputs; "
    "基础参数; 规划参数; 公司参数; 基本信息; 公司信息; 基础设置; 基本设置; 规划设置; 参数设定; 年度目标; 目标设定; 经营目标; 年度经营目标; "
    "公司目标; 配置",
    "products": "Product portfolio; Portfolio; 产品清单; 产品目录; Brands; Categories; Product categories; Product groups; "
    "Product families; 品牌; 品类; 产品大类; 产品系列; 产品模块; 产品组合",
    "segments": "Client segments; Segmentation; Segs; Seg; Customer groups; Markets; Countries; States; Provinces; 市场细分; 区域市场; 分省市场; "
    "市场; 省份; 国家; "
    "客户分层; 客户分类; 客群; 客户群体; "
    "目标市场; 客户群分析",
    "potential_cents": "Wallet; Wallet size; TAM by product; Addressable market; Addressable market by product; Market size; TAM; 市场容量; "
    "市场规模; 潜力数据",
    "teams": "Sales organisation; Sales organization; Sales org; Org; Organisation; Organization; "
    "销售组织; 团队架构; 组织架构; 团队编制; 人员编制; 销售编制; 组织编制; 部门编制; 办事处编制; 编制; 人力编制; 销售团队HC; 团队HC; 办事处",
    "seats": "Roster; Rep roster; Team roster; Headcount roster; Sales team members; Rep list; Reps; Sales representatives; Sales persons; "
    "Sales agents; Sales executives; Sellers; Account managers; Account executives; "
    "代表; 医药代表; 销售代表; 业务代表; 业务员; 销售员; Salespeople; Sales people; Sales force; Sales roster; 人员; "
    "人员名单; 销售名单; 销售人员名单; 销售花名册; 人员花名册; 花名册; "
    "员工花名册; 员工名单; 人员信息",
    "history": "Monthly sales; Monthly revenue; Sales by month; Revenue by month; 月度销售; 月度收入; 月度销售额; 历史月度数据; 历史业绩; "
    "历年业绩; 历史销售额; 销售历史; 月度业绩",
    "ramps": "Ramp-up; Ramp profiles; Onboarding",
    "channels": "渠道政策; 渠道参数; 通路政策; 通路参数",
    "rebates": "返利政策; 返利; 返利阶梯; 返点政策; 渠道返利",
    "marketing": "费用预算; 市场费用预算; 营销费用预算; 市场活动; 推广费用; 广告促销; 市场推广",
    "team_costs": "部门费用; 部门费用预算; 团队费用预算",
    "accounts": "Clients; Client list; 客户清单; 客户明细; 重点客户; 客户台账; 客户档案; 客户信息; 客户资料; 大客户名单",
}
"""Names of sheets that count where no other sheet has a surer one, by table."""
