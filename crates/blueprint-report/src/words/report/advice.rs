//! Words of what to do, and of money against memory.

words! {
    what_to_do => "What to do", "怎么做";
    no_options
        => "The blueprint names no options, so there is nothing to choose between. Write what you could invest in like this, \
            and the report will say what a budget should buy:",
           "蓝图没有列出可选方案，因此无从选择。请像下面这样写出可以投入的方案，报告就会说明一笔预算应该买什么：";
    example_option => "A better first moment", "更好的第一刻";
    no_budget => "No budget was given.", "没有给出预算。";
    no_budget_frontier
        => "No budget was given. What every budget would buy stands under “Money against memory”.",
           "没有给出预算。每一笔预算能买到什么，见“花费与记忆”。";
    ask_with_budget => "To see what one budget should buy, ask:", "要知道某笔预算应该买什么，请运行：";
    most_of_the_gain(cost, names, remembered, part)
        => "{cost} buys {names}: customers would then remember {remembered}, which is {part} of all that options can gain.",
           "花 {cost} 买{names}：顾客将记住 {remembered}，已是全部可得增益的 {part}。";
    all_of_the_gain(best, cost, names)
        => "The best that any money buys is {best}, for {cost}: {names}.", "花再多的钱，最好也是 {best}，花费 {cost}：{names}。";
    no_option_gains => "No set of options makes memory better.", "没有哪组方案能让记忆更好。";
    the_options => "The options", "可选方案";
    option => "Option", "方案";
    cost => "Cost", "花费";
    cost_means => "In the unit written; a saving is below 0.", "以所写单位计；节省为负。";
    buy_nothing(budget)
        => "With {budget}, buy nothing: no set of options makes memory better.", "预算 {budget}，建议什么都不买：没有哪组方案能让记忆更好。";
    buy(budget, names) => "With {budget}, choose {names}.", "预算 {budget}，建议选择{names}。";
    remembered_now => "What everyone remembers today.", "所有顾客现在记住的体验。";
    for_so_much(cost) => "What everyone would remember with the chosen options, for {cost}.", "实施这些方案后所有顾客记住的体验，花费 {cost}。";
    counted_by_value => "Remembered, counted by value", "记住的体验（按价值计）";
    counted_by_value_means
        => "Sets of options are judged, and worths told, with each segment counted by its share times its value.",
           "评判方案组合以及计算贡献时，各客群按占比乘以价值计。";
    proved(cost)
        => "It costs {cost}. It is proved that no other set within the budget is remembered better.",
           "共花费 {cost}。已证明预算内没有其他组合能留下更好的记忆。";
    not_proved(cost, bound)
        => "It costs {cost}. It is the best set found in the time given; none can be remembered better than {bound}.",
           "共花费 {cost}。这是限定时间内找到的最好组合；任何组合都不会好于 {bound}。";
    goals_kept => "Sets with which fewer customers reach a goal were left out.", "会使达成目标的顾客减少的组合已被排除。";
    chosen => "Chosen", "选中的方案";
    worth => "Worth", "贡献";
    worth_means
        => "How many points worse memory would be without it and what needs it, all else as chosen. Worths need not add up.",
           "若没有它以及依赖它的方案，其余不变，记忆会差多少分。各项贡献之和不必等于总和。";
    why => "Why", "原因";
    all_together => "All together", "合计";
    all_together_by_value => "All together, counted by value", "合计（按价值计）";
    before_and_after => "Before and after", "前后对比";
    now => "Now", "现在";
    with_these => "With these", "实施后";
    change => "Change", "变化";
    satisfaction_first => "Satisfaction first", "满意度优先";
    satisfaction_first_means
        => "What the same money buys by the usual rule: the worst weighted satisfaction is mended first, as long as money lasts.",
           "同样的钱按通常规则购买：先改进加权满意度最差之处，直到钱用完。";
    points(change) => "{change} pp", "{change} 个百分点";
    by_segment => ": ", "：";
    after_ending => ", ending with ", "，结局为";
    classical_silent
        => "Satisfaction thinking has nothing to go by: no touchpoint has both an experience and an expectation.",
           "按满意度的做法没有依据：没有触点同时有体验和期望。";
    classical_nothing => "Satisfaction thinking would buy nothing with this money.", "按满意度思维，这笔钱什么都不会买。";
    classical_buys(names, cost)
        => "The usual rule, worst satisfaction first, would buy {names} for {cost}.", "通常的规则（满意度最差者优先）会购买{names}，花费 {cost}。";
    classical_misses(part)
        => "That misses {part} of what the same money can do for memory.", "同样的钱本可带来的记忆增益，{part} 被错过了。";
    not_chosen => "Not chosen", "未选中的方案";
    if_added => "If added", "若加上";
    if_added_means
        => "What memory would gain if it came on top of the chosen ones, whatever that costs.", "在选中方案之外再加上它，记忆会增加多少，不计花费。";
    bought_up_to => "Bought up to", "值得花到";
    bought_up_to_means
        => "The highest cost at which it would be chosen, all else as it is. Below 0: so much it would have to save. ≥ and ?: the \
            search for it was cut short.",
           "其余不变时，它会被选中的最高花费。负数：它必须节省这么多。≥ 和 ?：搜索被提前结束。";
    never => "never", "任何价格都不值得";
    any_price => "any", "任何价格都值得";
    excluded_by(names) => "excluded by {names}", "与{names}互斥";
    needs_also(names) => "needs {names}", "需要{names}";
    memory_model => "Memory model", "记忆模型";
    if_another_model => "If another memory model is right", "如果另一种记忆模型才对";
    best_possible => "Best possible", "最好可能";
    best_possible_means
        => "What the best set under that model would reach with the same money. ~: found, not proved.", "该模型下同样的钱最多能达到的水平。~：已找到，未证明。";
    missed => "Missed", "错过";
    missed_means
        => "The part of the possible gain that this set leaves. –: no set gains anything.", "这组方案没有得到的那部分增益。–：没有组合能带来增益。";
    is_robust
        => "The set gains under every model under which anything can be gained.", "在所有可能有增益的模型下，这组方案都有增益。";
    is_not_robust
        => "The set does not gain under every model: see the changes that are 0 or below.", "这组方案并非在每种模型下都有增益：见变化为 0 或更低者。";
    robustness_unknown
        => "How the set does under other memory models was not found out in time.", "未能及时算出这组方案在其他记忆模型下的表现。";

    // Reasons.
    reaches_goal(after, before) => "{after} of customers reach a goal, {before} without it", "{after} 的顾客达成目标，没有它时为 {before}";
    makes_peak_anew(name, after) => "makes “{name}” the peak of {after} of journeys", "使“{name}”成为 {after} 的旅程的峰值";
    makes_peak(name, after, before)
        => "makes “{name}” the peak of {after} of journeys, {before} without it", "使“{name}”成为 {after} 的旅程的峰值，没有它时为 {before}";
    lifts_peak(name, journeys, before, after)
        => "lifts “{name}”, the peak of {journeys} of journeys, from {before} to {after}",
           "把“{name}”（{journeys} 的旅程的峰值）从 {before} 改善到 {after}";
    undoes_peak(name, after, before)
        => "“{name}” is the bad peak of {after} of journeys, {before} without it", "“{name}”这一负面峰值只出现在 {after} 的旅程中，没有它时为 {before}";
    undoes_peak_wholly(name, before)
        => "“{name}” is no longer the bad peak of any journey, {before} without it", "“{name}”不再是任何旅程的负面峰值，没有它时为 {before}";
    removes_trough_wholly(name, before)
        => "“{name}” is no longer the trough of any journey, {before} without it", "“{name}”不再是任何旅程的低谷，没有它时为 {before}";
    lifts_end(name, journeys, before, after)
        => "lifts “{name}”, the end of {journeys} of journeys, from {before} to {after}",
           "把“{name}”（{journeys} 的旅程的终点）从 {before} 改善到 {after}";
    makes_end(name, journeys, after)
        => "ends {journeys} of journeys with “{name}”, at {after}", "使 {journeys} 的旅程以“{name}”结束，分数为 {after}";
    removes_trough(name, after, before)
        => "“{name}” is the trough of {after} of journeys, {before} without it", "“{name}”是 {after} 的旅程的低谷，没有它时为 {before}";
    leads_to(name, after, before)
        => "“{name}” is visited {after} times per journey, {before} without it", "每次旅程经过“{name}”{after} 次，没有它时为 {before} 次";
    saves(amount) => "saves {amount}", "节省 {amount}";
    must_stay => "without it the set could not be chosen", "没有它，这组方案就无法成立";
    needed_by(names) => "needed by {names}", "{names}需要它";

    // Money against memory.
    money_against_memory => "Money against memory", "花费与记忆";
    frontier_lead
        => "For each level of memory that money can buy, the least it costs. Between two steps more money buys nothing more.",
           "对钱能买到的每一种记忆水平，给出最低花费。两级台阶之间，多花钱也不会买到更多。";
    frontier_unknown => "What every budget buys is not known:", "无法得知每一笔预算能买到什么：";
    frontier_incomplete
        => "The search was cut short: points may be missing, or cost less than is shown.", "搜索被提前结束：可能缺少一些点，或实际花费更低。";
    frontier_caption
        => "Remembered here counts each segment by its share times its value, as decisions about money do.",
           "此处记住的体验按各客群的占比乘以价值计算，与投入决策一致。";
    frontier_described(first_cost, first, last_cost, last)
        => "From {first} at {first_cost} to {last} at {last_cost}. The table below has every step.",
           "从 {first_cost} 时的 {first} 到 {last_cost} 时的 {last}。每一级见下表。";
    objective_means
        => "What is remembered, each segment counted by share times value.", "记住的体验，各客群按占比乘以价值计。";
    chosen_at(score) => "chosen: {score}", "选中：{score}";
    satisfaction_first_at(score) => "satisfaction first: {score}", "满意度优先：{score}";
    now_at(score) => "now: {score}", "现在：{score}";
    what_it_buys => "What it buys", "买到什么";
    nothing_bought => "nothing", "什么都不买";
    what_every_budget_buys => "What every budget buys", "每一笔预算能买到什么";
}
