# The pages that a team hands on: Markdown, plain text with --plain, JSON with --json.
sample
$ lockstep page raci
> # Who decides what, Tarnfield Route
>
> Tuesday, 10 March 2026. One person is accountable for each topic; the backup acts while that person is away.
>
> | topic | accountable | backup | responsible | consulted | informed | escalate to |
> |---|---|---|---|---|---|---|
> | Customer research | Ruth | Inês | Ruth, Dana | Tomasz, Priya | sales | Margot |
> | Roadmap communication | Inês | Dana | Inês, Dana | sales, cs | all | Margot |
> | Pricing decisions | Priya | Dana | Priya, Femi | Inês, Carlos | cs | Sam |
> | Launch go/no-go | Dana | Inês | Dana, Inês | Jonas, Carlos, Léo | all | Margot |
> | Messaging | Dana | Priya | Dana, Priya | Inês, Carlos | all | Sam |
> | Delivery | Inês | Tomasz | Jonas, Aiko | Dana | all | Margot |
> | UX standards | Mei (away until 13 March, Ruth acts) | Ruth | Mei | Inês, Tomasz | eng | Margot |
> | Feasibility | Jonas | Aiko | Jonas, Aiko | Inês, Tomasz | pmm | Margot |
> | Competitive intelligence | Dana | Carlos | Dana | Inês | sales | Sam |
$ lockstep page launch
> # Launch L-1 Live ETA, tier 1, Tarnfield Route
>
> Tuesday, 10 March 2026. Everything on one sheet until the gate.
>
> - **Day** Tue 21 April, in 30 business days
> - **Gate** Fri 10 April, 5 business days of buffer before the day
> - **Verdict** pending
> - **Owner** Dana, backup Inês
> - **Release** LS-11 R2026.4 Live ETA GA, Tue 14 April
>
> ## Readiness: 1 of 14, 4 at risk
>
> | area | has to be so | owner | due | state | evidence |
> |---|---|---|---|---|---|
> | product | ETA page meets done-when | Inês | Tue 7 April | open | LS-20 |
> | product | Battery under 6 % per hour | Aiko | Fri 27 March | at risk | LS-22 |
> | product | Rollback tested | Jonas | Wed 8 April | open | LS-21 |
> | legal | Consent rules signed for 4 countries | Inês | Fri 20 March | at risk | LS-35 |
> | positioning | Message house approved by PM and sales | Dana | Tue 17 March | at risk | LS-40 |
> | pricing | Text messages in every plan decided | Priya | Fri 20 March | open | LS-49 |
> | assets | Launch page in staging | Dana | Tue 7 April | open | LS-41 |
> | assets | Demo video with captions | Dana | Fri 10 April | open | LS-43 |
> | enablement | 12 of 14 reps pass role play | Dana | Wed 8 April | at risk | LS-44 |
> | support | 10 macros reviewed | Léo | Fri 10 April | open | LS-45 |
> | comms | Customer e-mail scheduled | Priya | Fri 10 April | open | LS-46 |
> | analytics | 6 usage events visible | Femi | Tue 31 March | open | LS-36 |
> | customer | Beta feedback from 5 accounts | Hanne | Fri 3 April | ready | 5 of 5 on 6 March |
> | rollout | First 10 % for 3 days without a severity 1 | Jonas | Thu 9 April | open | LS-21 |
>
> ## In the way
>
> | blocker | blocks | days | owner | next step |
> |---|---|---:|---|---|
> | B-1 SMS provider contract unsigned | LS-21 | 10 | Jonas | Legal returns redlines, by 12 March |
> | B-2 Persona not agreed: dispatcher or operations director | LS-40 | 6 | Dana | Escalated as D-9, by 12 March |
> | B-5 No training slot with 14 reps before launch | LS-44 | 7 | Carlos | Carlos moves the pipeline review, by 10 March |
> | B-3 Battery regression cannot be reproduced on test phones | LS-22 | 4 | Aiko | Borrow 2 phones from Bracken Foods, by 11 March |
> | B-4 Launch page waits for branded screenshots | LS-41 | 3 | Mei (away until 13 March, Ruth acts) | Export 3 frames from the prototype, by 11 March |
>
> ## Decisions
>
> - **D-9 Which persona leads Live ETA**: open, Margot decides by Fri 13 March.
>
> ## What ships
>
> | item | half | owner | due | status |
> |---|---|---|---|---|
> | LS-22 Driver app drains battery with live position on | product | Aiko | Fri 27 March | started |
> | LS-36 Usage events for ETA page | product | Femi | Tue 31 March | planned |
> | LS-21 ETA text message through SMS gateway | product | Jonas | Fri 3 April | started |
> | LS-20 ETA page for receivers | product | Inês | Tue 7 April | started |
> | LS-23 ETA branding per account | product | Mei (away until 13 March, Inês acts) | Tue 7 April | planned |
> | LS-40 Live ETA positioning and message house | market | Dana | Tue 17 March | started |
> | LS-41 Live ETA launch page | market | Dana | Tue 7 April | started |
> | LS-44 ETA sales talk track and objections | market | Dana | Wed 8 April | planned |
> | LS-45 Support macros for ETA | market | Léo | Fri 10 April | planned |
> | LS-46 Customer e-mail: ETA is coming | market | Priya | Sat 11 April | backlog |
> | LS-42 Live ETA launch campaign | market | Dana | Tue 21 April | planned |
> | LS-43 Two-minute ETA demo video | market | Dana | Fri 10 April | planned |
$ lockstep page leadership
> # For leaders, Tarnfield Route
>
> Tuesday, 10 March 2026. 1 decision is asked of you, 4 of 5 core metrics are off pace, 6 blockers are open, the oldest for 10 business days.
>
> ## Goal
>
> **Lift activated accounts from 41 % to 50 %.** Too many new accounts never plan a route. Activated accounts: 42.2 % now, 50 % wanted by 30 June, 44.6 % expected at this point: off pace, worse for 2 weeks.
>
> ## Metrics
>
> | metric | value | 4 weeks ago | pace | target | by | state | owner |
> |---|---:|---:|---:|---:|---|---|---|
> | Activated accounts | 42.2 % | 42.4 % | 44.6 % | 50 % | 30 June | off pace, worse for 2 weeks | Tomasz |
> | Time to first value | 33.5 h | 36.4 h | 33 h | 24 h | 30 June | off pace | Tomasz |
> | 8-week retention | 72.4 % | 71.9 % | 72.2 % | 75 % | 31 August | on pace | Inês |
> | Win rate 20-80 vans | 21.6 % | 24.1 % | 24.4 % | 28 % | 30 June | off pace, worse for 4 weeks | Dana |
> | ARR | 6246 kEUR | 6188 kEUR | 6301.6 kEUR | 6600 kEUR | 30 June | off pace | Sam |
>
> ## Decided in the last 30 days
>
> - **D-8 Stop selling fax stop sheets** (Margot, 3 March). No new sales from 1 April. Why: 9 accounts use it and none has a clause. Follows: Sunset review on 30 June.
> - **D-7 Import before checklist** (Margot, 3 March). LS-24 goes before LS-26. Why: S-7 and S-8 show import is the wall. Follows: Checklist moves to R2026.5.
> - **D-5 Launch on 21 April** (Sam, 24 February). 21 April with 5 business days of buffer. Why: Consent rules need 4 more weeks. Follows: Gate moves to 10 April.
> - **D-6 Pricing is owned by PMM** (Margot, 10 February). Priya accountable and Inês consulted. Why: No owner before and discounts grew. Follows: Topic T-3 updated.
> - **D-3 Show a window not a live dot** (Margot, 10 February). 20-minute window. Why: Receivers plan by the hour and a dot breaks trust. Follows: LS-61 parked until launch.
>
> ## Risks
>
> | blocker | blocks | days | owner | next step |
> |---|---|---:|---|---|
> | B-1 SMS provider contract unsigned | LS-21 | 10 | Jonas | Legal returns redlines, by 12 March |
> | B-2 Persona not agreed: dispatcher or operations director | LS-40 | 6 | Dana | Escalated as D-9, by 12 March |
> | B-5 No training slot with 14 reps before launch | LS-44 | 7 | Carlos | Carlos moves the pipeline review, by 10 March |
> | B-3 Battery regression cannot be reproduced on test phones | LS-22 | 4 | Aiko | Borrow 2 phones from Bracken Foods, by 11 March |
> | B-4 Launch page waits for branded screenshots | LS-41 | 3 | Mei (away until 13 March, Ruth acts) | Export 3 frames from the prototype, by 11 March |
> | B-6 Security answers need an engineer for a day | LS-53 | 1 | Jonas | Plan a day in week 13, by 24 March |
>
> | release | due | done | late items | owner |
> |---|---|---:|---:|---|
> | LS-10 R2026.3 | Tue 24 March | 0 of 5 | 0 | Inês |
> | LS-11 R2026.4 Live ETA GA | Tue 14 April | 0 of 12 | 1 | Inês |
>
> ## Launches
>
> | launch | day | gate | readiness | verdict | owner |
> |---|---|---|---|---|---|
> | L-1 Live ETA | Tue 21 April | Fri 10 April | 1 of 14 ready, 4 at risk | pending | Dana |
>
> ## Asks
>
> ### D-9 Which persona leads Live ETA
>
> **Margot decides by Fri 13 March.** Dana asks. What a delay costs: Each week late moves the launch page and training by a week.
>
> - **1 Half-day workshop with 3 buyers on 12 March**. For: Evidence from buyers in two days. Against: Needs 3 calendars. Effort: 0.5 day x 5
> - **2 Dispatcher first and test in 2 weeks**. For: Starts today. Against: May miss the buyer. Effort: 0
> - **3 Operations director first as S-2 and S-12 suggest**. For: Matches the buyer. Against: Rewrites 2 pages. Effort: 1 day
$ lockstep page mail
> # Tarnfield Route, 9 February to 10 March
>
> ## Goal
>
> **Lift activated accounts from 41 % to 50 %.** Too many new accounts never plan a route. Activated accounts: 42.2 % now, 50 % wanted by 30 June, 44.6 % expected at this point: off pace, worse for 2 weeks.
>
> ## Shipped
>
> - **Why trials stop at vehicle import** (LS-29, Ruth, 27 February). We do not know the real reason.
> - **Competitor sheet: Waygrid and Dropline** (LS-51, Dana, 19 February). Reps meet both weekly.
>
> ## Wins
>
> - **Ostler Meats**, 20 February: “We chose you because setup took one morning”. Fast setup wins deals.
>
> ## Metrics
>
> | metric | value | 4 weeks ago | pace | target | by | state | owner |
> |---|---:|---:|---:|---:|---|---|---|
> | Activated accounts | 42.2 % | 42.4 % | 44.6 % | 50 % | 30 June | off pace, worse for 2 weeks | Tomasz |
> | Time to first value | 33.5 h | 36.4 h | 33 h | 24 h | 30 June | off pace | Tomasz |
> | 8-week retention | 72.4 % | 71.9 % | 72.2 % | 75 % | 31 August | on pace | Inês |
> | Win rate 20-80 vans | 21.6 % | 24.1 % | 24.4 % | 28 % | 30 June | off pace, worse for 4 weeks | Dana |
> | ARR | 6246 kEUR | 6188 kEUR | 6301.6 kEUR | 6600 kEUR | 30 June | off pace | Sam |
>
> ## Decided
>
> - **D-8 Stop selling fax stop sheets** (Margot, 3 March). No new sales from 1 April. Why: 9 accounts use it and none has a clause. Follows: Sunset review on 30 June.
> - **D-7 Import before checklist** (Margot, 3 March). LS-24 goes before LS-26. Why: S-7 and S-8 show import is the wall. Follows: Checklist moves to R2026.5.
> - **D-5 Launch on 21 April** (Sam, 24 February). 21 April with 5 business days of buffer. Why: Consent rules need 4 more weeks. Follows: Gate moves to 10 April.
> - **D-6 Pricing is owned by PMM** (Margot, 10 February). Priya accountable and Inês consulted. Why: No owner before and discounts grew. Follows: Topic T-3 updated.
> - **D-3 Show a window not a live dot** (Margot, 10 February). 20-minute window. Why: Receivers plan by the hour and a dot breaks trust. Follows: LS-61 parked until launch.
>
> ## Out of the way
>
> - B-7 No sample files from customers, after 5 business days: 12 files collected
> - B-9 Design for empty state missing, after 2 business days: Reused planner pattern
>
> ## Coming
>
> - Tue 24 March: release R2026.3
> - Tue 14 April: release R2026.4 Live ETA GA
> - Tue 21 April: launch Live ETA, ask Dana
$ lockstep page mail 2026-02 | head -5
> # Tarnfield Route, 1 February to 28 February
>
> ## Goal
>
> **Lift activated accounts from 41 % to 50 %.** Too many new accounts never plan a route. Activated accounts: 43 % now, 50 % wanted by 30 June, 44 % expected at this point: off pace.
$ lockstep page onboarding
> # Welcome, Tarnfield Route
>
> Tuesday, 10 March 2026. What we want, who decides, how we talk, what is going on.
>
> ## Goal
>
> **Lift activated accounts from 41 % to 50 %.** Too many new accounts never plan a route. Activated accounts: 42.2 % now, 50 % wanted by 30 June, 44.6 % expected at this point: off pace, worse for 2 weeks.
>
> ## Who is who
>
> | person | called | function | area |
> |---|---|---|---|
> | Inês Carvalho | @ines | pm | Planner and Live ETA |
> | Tomasz Wilk | @tomasz | pm | Driver app and integrations |
> | Dana Okafor | @dana | pmm | Mid-market and launches |
> | Priya Raman | @priya | pmm | SMB and pricing |
> | Jonas Lindqvist | @jonas | eng | Platform |
> | Aiko Mori | @aiko | eng | Mobile |
> | Mei Tan (away until 13 March) | @mei | design | Product design |
> | Ruth Adler | @ruth | research | UX research |
> | Femi Adebayo | @femi | data | Analytics |
> | Carlos Mendes | @carlos | sales | Mid-market sales |
> | Hanne Vogt | @hanne | cs | Customer success |
> | Léo Fontaine | @leo | support | Support |
> | Margot Leclerc | @margot | lead | VP Product |
> | Sam Whitfield | @sam | lead | VP Marketing |
>
> ## Who decides what
>
> | topic | accountable | backup | responsible | consulted | informed | escalate to |
> |---|---|---|---|---|---|---|
> | Customer research | Ruth | Inês | Ruth, Dana | Tomasz, Priya | sales | Margot |
> | Roadmap communication | Inês | Dana | Inês, Dana | sales, cs | all | Margot |
> | Pricing decisions | Priya | Dana | Priya, Femi | Inês, Carlos | cs | Sam |
> | Launch go/no-go | Dana | Inês | Dana, Inês | Jonas, Carlos, Léo | all | Margot |
> | Messaging | Dana | Priya | Dana, Priya | Inês, Carlos | all | Sam |
> | Delivery | Inês | Tomasz | Jonas, Aiko | Dana | all | Margot |
> | UX standards | Mei (away until 13 March, Ruth acts) | Ruth | Mei | Inês, Tomasz | eng | Margot |
> | Feasibility | Jonas | Aiko | Jonas, Aiko | Inês, Tomasz | pmm | Margot |
> | Competitive intelligence | Dana | Carlos | Dana | Inês | sales | Sam |
>
> ## Words we use
>
> | term | what it means | instead of |
> |---|---|---|
> | activated account | a new account that plans a real route within 7 days of signup | onboarded, active |
> | receiver | the person at the delivery address | end customer, consignee |
> | window | the 20-minute interval shown to a receiver | slot, dot |
> | blocker | a named reason an item cannot move now with one owner | issue, risk |
> | release | a dated set of product items that reaches users | drop |
> | launch | the market moment for a release with a gate | go-live |
> | signal | one dated piece of evidence from a customer or the market | feedback, anecdote |
> | time to first value | median hours from signup to first planned route | setup time |
> | Dispatcher Dora (persona) | user; plans 60 to 200 stops a day; measured on late drops | - |
> | Driver Dev (persona) | user; one phone and 40 stops a day | - |
> | Operations director Olga (persona) | buyer; owns cost per drop; signs up to 40 k€ | - |
> | IT lead Ivo (persona) | buyer committee; vetoes on SSO and data | - |
> | 20-80 vans (segment) | regional distributors with 20 to 80 vans | mid-market |
> | Waygrid (competitor) | bundles text messages; weak setup | - |
> | Dropline (competitor) | raised per-van price 9 % in March 2026 | - |
>
> ## Decided lately
>
> - **D-8 Stop selling fax stop sheets** (Margot, 3 March). No new sales from 1 April. Why: 9 accounts use it and none has a clause. Follows: Sunset review on 30 June.
> - **D-7 Import before checklist** (Margot, 3 March). LS-24 goes before LS-26. Why: S-7 and S-8 show import is the wall. Follows: Checklist moves to R2026.5.
> - **D-5 Launch on 21 April** (Sam, 24 February). 21 April with 5 business days of buffer. Why: Consent rules need 4 more weeks. Follows: Gate moves to 10 April.
> - **D-6 Pricing is owned by PMM** (Margot, 10 February). Priya accountable and Inês consulted. Why: No owner before and discounts grew. Follows: Topic T-3 updated.
> - **D-3 Show a window not a live dot** (Margot, 10 February). 20-minute window. Why: Receivers plan by the hour and a dot breaks trust. Follows: LS-61 parked until launch.
> - **D-1 One shared goal for H1** (Margot, 3 February). Activation to 50 % by 30 June. Why: It moves both trial revenue and retention. Follows: All core metrics map to it.
> - **D-2 Live ETA is a tier 1 launch** (Sam, 26 January). Full plan with go/no-go. Why: Competitors bundle texts and two analysts asked. Follows: Launch L-1 with 14 checks.
>
> ## In the way now
>
> | blocker | blocks | days | owner | next step |
> |---|---|---:|---|---|
> | B-1 SMS provider contract unsigned | LS-21 | 10 | Jonas | Legal returns redlines, by 12 March |
> | B-2 Persona not agreed: dispatcher or operations director | LS-40 | 6 | Dana | Escalated as D-9, by 12 March |
> | B-5 No training slot with 14 reps before launch | LS-44 | 7 | Carlos | Carlos moves the pipeline review, by 10 March |
> | B-3 Battery regression cannot be reproduced on test phones | LS-22 | 4 | Aiko | Borrow 2 phones from Bracken Foods, by 11 March |
> | B-4 Launch page waits for branded screenshots | LS-41 | 3 | Mei (away until 13 March, Ruth acts) | Export 3 frames from the prototype, by 11 March |
> | B-6 Security answers need an engineer for a day | LS-53 | 1 | Jonas | Plan a day in week 13, by 24 March |
>
> ## Rituals
>
> | ritual | when | minutes | what for |
> |---|---|---:|---|
> | PM/PMM weekly sync | weekly, Tue 09:30 | 15 | Remove blockers hear customers adjust priorities |
> | Strategy huddle | weekly, Thu 10:00 | 45 | What to deliver next |
> | PM/PMM one-on-one | weekly, Fri 09:00 | 30 | Outcomes not deliverables |
> | Monthly review | monthly, first Wed 10:00 | 90 | Profit and customer impact experiments learnings |
> | Customer session | monthly, third Tue 15:00 | 60 | Validate changes before broad rollout |
> | Roadmap review | every 6 weeks, Wed 14:00 | 60 | Keep three tiers aligned |
> | Joint planning | quarterly, Feb May Aug Nov | 180 | Priorities drivers metrics backlog halves |
> | Launch debrief | per launch, +14 days | 60 | What to keep and change |
>
> All together 149 minutes a week.
>
> ## Wins
>
> - **Ostler Meats**, 20 February: “We chose you because setup took one morning”. Fast setup wins deals.
$ lockstep page assignments
> # Assignments, Tarnfield Route
>
> Tuesday, 10 March 2026. Each area needs a PM and a PMM; who owns open work in it counts.
>
> ## Areas
>
> | area | PM | PMM | open items | missing |
> |---|---|---|---:|---|
> | LS-5 Live ETA for receivers | Inês | Dana, Priya | 18 |  |
> | LS-6 Guided onboarding | Tomasz, Inês | Priya | 5 |  |
> | LS-7 Driver app reliability | Tomasz, Inês | - | 6 | PMM |
> | LS-8 Packaging and pricing 2026 | - | Priya, Dana | 2 | PM |
> | LS-9 Mid-market proof | - | Dana, Priya | 4 | PM |
>
> 3 areas lack a half.
>
> ## PMs and PMMs
>
> | person | function | area | owns | backup of | accountable for |
> |---|---|---|---:|---:|---|
> | Inês Carvalho | pm | Planner and Live ETA | 4 | 5 | Roadmap communication, Delivery |
> | Tomasz Wilk | pm | Driver app and integrations | 4 | 3 | - |
> | Dana Okafor | pmm | Mid-market and launches | 7 | 1 | Launch go/no-go, Messaging, Competitive intelligence |
> | Priya Raman | pmm | SMB and pricing | 4 | 3 | Pricing decisions |
$ lockstep page rationale X-1
> # Rationale of X-1, Tarnfield Route
>
> Tuesday, 10 March 2026. Why we decided as we did, on one page.
>
> ## What we believed
>
> **A lower price lifts trial to paid enough to pay back in 9 months.**
>
> ## What we tried
>
> A test of pricing, closed, from 10 February to 24 February, 150 sign-ups a variant wanted. Owner Priya. For LS-49 Three price tests per van. It is to move ARR.
>
> ## What came out
>
> | variant | price | sign-ups | converted | rate, 95 % | points more, 95 % | ARR of 100 sign-ups, 95 % |
> |---|---:|---:|---:|---:|---:|---:|
> | control | 24 | 190 | 38 | 20.0 % (14.9 to 26.3) | - | - |
> | -12.5 % | 21 (-12.5 %) | 184 | 41 | 22.3 % (16.9 to 28.8) | +2.3 (-6.0 to +10.6) | -145 (-2405 to +2058) |
>
> - **-12.5 %**: no difference in conversion that this test could show: the interval holds 0; what it earns may be more or less, the interval holds 0.
>
> In brackets the 95 % intervals: of a rate by Wilson's score, of a difference by Newcombe's.
>
> ## What we decided
>
> Nothing yet.
$ lockstep page rationale X-3 | tail -16
> **A second step up still keeps ARR per signup.**
>
> ## What we tried
>
> A test of pricing, planned, from 11 March to 25 March, 150 sign-ups a variant wanted. Owner Priya. For LS-49 Three price tests per van. It is to move ARR.
>
> ## What came out so far
>
> - **+12.5 %**, price 27
> - **+14.8 % on top**, price 31
>
> Nothing yet: nobody has signed up.
>
> ## What we decided
>
> Nothing yet.

# For a mail without Markdown; narrow columns give way.
$ lockstep page raci --plain
> WHO DECIDES WHAT, TARNFIELD ROUTE
>
> Tuesday, 10 March 2026. One person is accountable for each topic; the backup acts while that person
> is away.
>
> topic              accountable        backup  responsible  consulted           informed  escalate to
> Customer research  Ruth               Inês    Ruth, Dana   Tomasz, Priya       sales     Margot
> Roadmap            Inês               Dana    Inês, Dana   sales, cs           all       Margot
> communication
> Pricing decisions  Priya              Dana    Priya, Femi  Inês, Carlos        cs        Sam
> Launch go/no-go    Dana               Inês    Dana, Inês   Jonas, Carlos, Léo  all       Margot
> Messaging          Dana               Priya   Dana, Priya  Inês, Carlos        all       Sam
> Delivery           Inês               Tomasz  Jonas, Aiko  Dana                all       Margot
> UX standards       Mei (away until    Ruth    Mei          Inês, Tomasz        eng       Margot
>                    13 March, Ruth
>                    acts)
> Feasibility        Jonas              Aiko    Jonas, Aiko  Inês, Tomasz        pmm       Margot
> Competitive        Dana               Carlos  Dana         Inês                sales     Sam
> intelligence
$ lockstep page leadership --plain | tail -30
> dispatcher or operations                                                March
> director
> B-5 No training slot with    LS-44      7  Carlos                       Carlos moves the pipeline
> 14 reps before launch                                                   review, by 10 March
> B-3 Battery regression       LS-22      4  Aiko                         Borrow 2 phones from Bracken
> cannot be reproduced on                                                 Foods, by 11 March
> test phones
> B-4 Launch page waits for    LS-41      3  Mei (away until 13 March,    Export 3 frames from the
> branded screenshots                        Ruth acts)                   prototype, by 11 March
> B-6 Security answers need    LS-53      1  Jonas                        Plan a day in week 13, by 24
> an engineer for a day                                                   March
>
> release                    due              done  late items  owner
> LS-10 R2026.3              Tue 24 March   0 of 5           0  Inês
> LS-11 R2026.4 Live ETA GA  Tue 14 April  0 of 12           1  Inês
>
> LAUNCHES
> launch        day           gate          readiness                 verdict  owner
> L-1 Live ETA  Tue 21 April  Fri 10 April  1 of 14 ready, 4 at risk  pending  Dana
>
> ASKS
> D-9 WHICH PERSONA LEADS LIVE ETA
> Margot decides by Fri 13 March. Dana asks. What a delay costs: Each week late moves the launch page
> and training by a week.
>
> - 1 Half-day workshop with 3 buyers on 12 March. For: Evidence from buyers in two days. Against:
>   Needs 3 calendars. Effort: 0.5 day x 5
> - 2 Dispatcher first and test in 2 weeks. For: Starts today. Against: May miss the buyer. Effort: 0
> - 3 Operations director first as S-2 and S-12 suggest. For: Matches the buyer. Against: Rewrites 2
>   pages. Effort: 1 day
$ lockstep page assignments --json | head -24
> {
>   "schema": 1,
>   "page": "assignments",
>   "title": "Assignments, Tarnfield Route",
>   "blocks": [
>     {
>       "kind": "heading",
>       "level": 1,
>       "text": "Assignments, Tarnfield Route"
>     },
>     {
>       "kind": "paragraph",
>       "text": "Tuesday, 10 March 2026. Each area needs a PM and a PMM; who owns open work in it counts."
>     },
>     {
>       "kind": "heading",
>       "level": 2,
>       "text": "Areas"
>     },
>     {
>       "kind": "table",
>       "columns": [
>         "area",
>         "PM",

# Into a file, and what cannot be.
$ lockstep page launch L-1 -o launch.md && head -3 launch.md
> # Launch L-1 Live ETA, tier 1, Tarnfield Route
>
> Tuesday, 10 March 2026. Everything on one sheet until the gate.
$ lockstep page raci L-1
! lockstep: one word too many: L-1
!           usage: lockstep page raci [--json] [-o FILE]
= 2
$ lockstep page launch L-9
! lockstep: there is no launch L-9
!           name one that is there, or add it first
= 3
$ lockstep page mail march
! lockstep: "march" is no month: write it as 2026-02
!           usage: lockstep page mail [MONTH] [--json] [-o FILE]
= 2
$ lockstep page mail 2026-04
! lockstep: 2026-04 is still to come
!           usage: lockstep page mail [MONTH] [--json] [-o FILE]
= 2
$ lockstep page raci --csv
! lockstep: a page is Markdown, plain text or JSON: it has no CSV
!           lockstep export writes the records as CSV
= 2

# A team with next to nothing gets pages that say so.
$ lockstep init bare.db --name Bare && printf 'id,function\nines,pm\n' | lockstep -f bare.db import -
! bare.db: team Bare, 1 person, 0 items
! standard input: 1 person, nothing new
env LOCKSTEP_FILE=bare.db
$ lockstep page raci
> # Who decides what, Bare
>
> Tuesday, 10 March 2026. One person is accountable for each topic; the backup acts while that person is away.
>
> No topics yet: nobody has said who decides what.
$ lockstep page launch
! lockstep: there is no launch to write about
!           add one first: lockstep launch add
= 3
$ lockstep page rationale
! lockstep: there is no experiment to write about
!           add one first: lockstep experiment add
= 3
$ lockstep page leadership
> # For leaders, Bare
>
> Tuesday, 10 March 2026. 0 decisions are asked of you, 0 blockers are open.
>
> ## Goal
>
> No goal has been set.
>
> ## Decided in the last 30 days
>
> Nothing was decided.
>
> ## Risks
>
> Nothing is blocked.
>
> ## Asks
>
> Nothing is asked of you.
$ lockstep page mail
> # Bare, 9 February to 10 March
>
> ## Goal
>
> No goal has been set.
>
> ## Decided
>
> Nothing was decided.
$ lockstep page onboarding
> # Welcome, Bare
>
> Tuesday, 10 March 2026. What we want, who decides, how we talk, what is going on.
>
> ## Goal
>
> No goal has been set.
>
> ## Who is who
>
> | person | called | function | area |
> |---|---|---|---|
> | ines | @ines | pm | - |
>
> ## Who decides what
>
> No topics yet: nobody has said who decides what.
>
> ## Decided lately
>
> Nothing has been decided yet.
>
> ## In the way now
>
> Nothing is blocked.
>
> ## Rituals
>
> | ritual | when | minutes | what for |
> |---|---|---:|---|
> | PM/PMM weekly sync | weekly, Tue 09:30 | 15 | Remove blockers, hear customers, adjust priorities |
>
> All together 15 minutes a week.
$ lockstep page assignments
> # Assignments, Bare
>
> Tuesday, 10 March 2026. Each area needs a PM and a PMM; who owns open work in it counts.
>
> ## Areas
>
> No open initiatives yet: they are the areas of this page.
>
> ## PMs and PMMs
>
> | person | function | area | owns | backup of | accountable for |
> |---|---|---|---:|---:|---|
> | ines | pm | - | 0 | 0 | - |

# Text of people stays text; a backup acts; names that two share are told apart.
$ printf 'id,name,function,away_from,away_until\nines,Inês *C* Carvalho,pm,2026-03-09,2026-03-20\nsam,Sam Oak,pmm,,\nsam2,Sam Elm,pmm,,\n' > person.csv; printf 'id,name,accountable,backup,responsible,reviewed\n,Prices | plans,ines,sam,sam;sam2,2025-06-01\n,日本語の市場,,,,\n' > topic.csv; lockstep import person.csv topic.csv
! person.csv: 3 people, 2 added, 1 changed
! topic.csv: 2 topics added
$ lockstep page raci
> # Who decides what, Bare
>
> Tuesday, 10 March 2026. One person is accountable for each topic; the backup acts while that person is away.
>
> | topic | accountable | backup | responsible | consulted | informed | escalate to |
> |---|---|---|---|---|---|---|
> | Prices \| plans | Inês (away until 20 March, Sam Oak acts) | Sam Oak | Sam Oak, Sam Elm | - | - | - |
> | 日本語の市場 | - | - | - | - | - | - |
>
> ## To settle
>
> - T-1 Prices \| plans: last reviewed on 1 June 2025
> - T-2 日本語の市場: nobody is accountable, nobody is responsible, never reviewed
$ lockstep page raci --plain
> WHO DECIDES WHAT, BARE
>
> Tuesday, 10 March 2026. One person is accountable for each topic; the backup acts while that person
> is away.
>
> topic           accountable              backup   responsible       consulted  informed  escalate to
> Prices | plans  Inês (away until 20      Sam Oak  Sam Oak, Sam Elm  -          -         -
>                 March, Sam Oak acts)
> 日本語の市場    -                        -        -                 -          -         -
>
> TO SETTLE
> - T-1 Prices | plans: last reviewed on 1 June 2025
> - T-2 日本語の市場: nobody is accountable, nobody is responsible, never reviewed
