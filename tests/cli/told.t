# What the model tells: a metric with its plot, an experiment with its intervals, a launch, the roadmap.
sample
$ lockstep metric show ttfv
> ttfv  Time to first value
> now            33.5 h in 2026-W10, pace 33 h: ▼ off pace by 0.55 h
> target         39 → 24 h by 30 Jun, lower is better
>
>     41  ▂▂▂▂▂◇▇▇▇▇▇◇█████ ▄▄▄▄▄ ▂▂▂▂▂
>         █████ █████ █████◇█████◇█████◇█████◇▇▇▇▇▇◇▃▃▃▃▃ ▂▂▂▂▂
>         █████ █████ █████ █████ █████ █████ █████ █████◇█████◇▇▇▇▇▇◇▅▅▅▅▅◇▃▃▃▃▃◇
>         █████ █████ █████ █████ █████ █████ █████ █████ █████ █████ █████ █████
>         █████ █████ █████ █████ █████ █████ █████ █████ █████ █████ █████ █████
>     24  █████─█████─█████─█████─█████─█████─█████─█████─█████─█████─█████─█████─
>         39    40.5  41    39.5  38.8  38.1  37.6  36.4  36    34.9  34.1  33.5
>         W51   W52   W01   W02   W03   W04   W05   W06   W07   W08   W09   W10
>         ◇ pace   ─ target 24 by 30 Jun
>
> what it is     median hours from signup to first planned route
> owner          tomasz, backup femi
> kind           core metric, activation
>
> product half   LS-24  CSV vehicle import with column mapping  review
>                LS-26  Onboarding checklist in the planner  planned
> market half    LS-48  Guided onboarding story for trials  started
$ lockstep metric show nps --json | sed -n '/"weeks"/,/}/p'
>       "weeks": [
>         {
>           "week": "2025-W51",
>           "value": 34,
>           "pace": 34
>         },
$ lockstep experiment show X-1
> X-1  A lower price lifts trial to paid enough to pay back in 9 months
> state          closed, pricing, from 10 Feb to 24 Feb
> owner          priya, backup femi
> item           LS-49  Three price tests per van
> metric         arr  ARR
>
> VARIANTS 2
>    VARIANT  PRICE     STEP  SIGN-UPS  CONVERTED    RATE  95 % BETWEEN    AGAINST CONTROL, POINTS
> 1  control  24.00                190         38  20.0 %  14.9 to 26.3 %
> 2  -12.5 %  21.00  −12.5 %       184         41  22.3 %  16.9 to 28.8 %  +2.3 (−6.0 to +10.6)
>
> reads          2 (-12.5 %) against 1 (control): +2.3 (−6.0 to +10.6) points; 0 lies between, so the
>                test does not tell them apart. ARR of 100 sign-ups −145 (−2405 to +2058); 0 lies
>                between, so the test does not tell them apart.
>
> REVENUE and ARR against the control, 95 % intervals
>    VARIANT  A SIGN-UP AND MONTH  ARR OF 100 SIGN-UPS
> 1  control  4.80 (3.58 to 6.30)
> 2  -12.5 %  4.68 (3.54 to 6.05)  −145 (−2405 to +2058)
> payback        needs what a sign-up costs: the setting signup_cost
$ lockstep experiment show X-1 --json | grep -A4 '"rate"'
>           "rate": {
>             "value": 0.2,
>             "low": 0.14932237639446422,
>             "high": 0.2625681412813676
>           },
> --
>           "rate": {
>             "value": 0.22282608695652173,
>             "low": 0.16871447615407004,
>             "high": 0.2882744088323637
>           },
$ lockstep launch show L-1 | sed 11,99d
> L-1  Live ETA
> day            21 Apr, in 30 business days
> gate           10 Apr, in 23 business days
> buffer         5 business days ✓ the gate is not later than 14 Apr
> verdict        ○ pending
> ready          ▼ 1 of 14 checks, 4 at risk; 5 open blockers
> owner          dana, backup ines
> tier           1
> release        LS-11  R2026.4 Live ETA GA
> by area        product 0/3, legal 0/1, positioning 0/1, pricing 0/1, assets 0/2, enablement 0/1,
$ lockstep launch show L-1 --json | grep -A8 business_days
>       "business_days_to_gate": 23,
>       "business_days_to_day": 30,
>       "latest_gate": "2026-04-14",
>       "states": {
>         "open": 9,
>         "at_risk": 4,
>         "ready": 1,
>         "waived": 0
>       },
>       "checks": [
$ lockstep roadmap
>                                           OWNER            DUE  DONE  D  U  R  ‖  RISK
> LS-1  Lift activated accounts from 41 %…  ines/dana     30 Jun  5/42  ■  ▼  ▼     ■ B-1 +5, ▼ part …
>   LS-2  Make every delivery visible       ines/dana     30 Sep  3/22  ■  ✓  ▼     ■ B-1 +4, ▼ part …
>     LS-5  Live ETA for receivers          ines/dana     21 Apr  3/22  ■  ✓  ▼     ■ B-1 +4, ▼ part …
>       LS-11  R2026.4 Live ETA GA          ines/tomasz   14 Apr  0/12  ■  ✓  ▼  ‖  ■ B-1 +4, ▼ part …
>   LS-3  First route in a day              tomasz/priya  30 Sep  1/13  ■  ▼  ▼     ■ B-3
>     LS-6  Guided onboarding               tomasz/priya  19 May  1/10  ✓  ▼  ·  ‖  ‖ LS-7
>       LS-10  R2026.3                      ines/tomasz   24 Mar   0/5  ✓  ▼  ·  ‖  ‖ LS-11
>       LS-12  R2026.5                      tomasz/ines   19 May   0/4  ✓  ▼  ·
>     LS-7  Driver app reliability          tomasz/aiko   19 May   0/7  ■  ✓  ▼  ‖  ■ B-3, ▼ part due…
>       LS-13  R2026.6                      ines/tomasz   23 Jun   0/1  ✓  ·  ▼
>   LS-4  Win the 20 to 80 van segment      dana/ines     30 Sep   1/9  ■  ·  ▼     ■ B-6
>     LS-8  Packaging and pricing 2026      priya/dana    29 May   0/2  ✓  ·  ▼
>     LS-9  Mid-market proof                dana/priya    23 Jun   1/5  ■  ·  ▼     ■ B-6
>
> D delivery  U user impact  R revenue  ‖ takes the same weeks of its owner
> ✓ on track  ▼ at risk  ■ blocked or late  · not known
$ lockstep roadmap --csv | head -3
> id,depth,type,title,parent,owner,backup,due,status,work,done,delivery,user_impact,revenue,risks,open_blockers,overlaps
> LS-1,1,goal,Lift activated accounts from 41 % to 50 %,,ines,dana,2026-06-30,started,42,5,bad,at_risk,at_risk,blocked;parts_late;parts_due_after,6,
> LS-2,2,strategic,Make every delivery visible,LS-1,ines,dana,2026-09-30,started,22,3,bad,on_track,at_risk,blocked;parts_late,5,
$ lockstep roadmap --json | sed -n 4,36p
>     {
>       "id": "LS-1",
>       "type": "goal",
>       "title": "Lift activated accounts from 41 % to 50 %",
>       "depth": 1,
>       "parent": null,
>       "owner": "ines",
>       "backup": "dana",
>       "due": "2026-06-30",
>       "status": "started",
>       "work": 42,
>       "done": 5,
>       "delivery": "bad",
>       "user_impact": "at_risk",
>       "revenue": "at_risk",
>       "risks": [
>         "blocked",
>         "parts_late",
>         "parts_due_after"
>       ],
>       "open_blockers": 6,
>       "overlaps": null
>     },
>     {
>       "id": "LS-2",
>       "type": "strategic",
>       "title": "Make every delivery visible",
>       "depth": 2,
>       "parent": "LS-1",
>       "owner": "ines",
>       "backup": "dana",
>       "due": "2026-09-30",
>       "status": "started",
$ lockstep roadmap LS-5
! lockstep: one word too many: LS-5
!           usage: lockstep roadmap [--all] [--json]
= 2
$ lockstep decision show D-9
> D-9  Which persona leads Live ETA
> state          ◆ proposed, needed by 13 Mar, in 3 business days
> delay costs    Each week late moves the launch page and training by a week
>
> OPTIONS 3
>    OPTION                                             AGAINST             EFFORT
> 1  Half-day workshop with 3 buyers on 12 March        Needs 3 calendars   0.5 day x 5
> 2  Dispatcher first and test in 2 weeks               May miss the buyer  0
> 3  Operations director first as S-2 and S-12 suggest  Rewrites 2 pages    1 day
>
> driver         dana  Dana Okafor
> approver       margot  Margot Leclerc
> escalated to   margot  Margot Leclerc
> informed       sales
> blocker        B-2  Persona not agreed: dispatcher or operations director
>
> evidence       S-2  weight 3  “Show me that my customers stop calling”  Norvale Produce
>                S-1  weight 2  “I answer the same phone call forty times a morning”  Bracken Foods
>                S-12  weight 2  “If a slot is missed I pay for a second trip”  Halden Dairy
$ lockstep meeting show M-11 | head -20
> M-11
> state          closed, Tue 3 Mar 09:30, took 14:00 of 15:00
> ritual         sync  PM/PMM weekly sync
> led by         dana  Dana Okafor
> story          “Tilbrook never got past the list”
> who            present dana 9, ines 9, priya 8, carlos 9; late tomasz 8; absent jonas
> rated          8.6 of 10 by 5
>
> AGENDA 9
> SEGMENT                     LINE                            PLANNED   SPENT  OUTCOME
> Open                        Actions 5 of 6 done                1:00    0:55  done
> Numbers           win_rate  Win rate 22.9                      1:00  ▼ 1:20  done: watch one more w…
> Blockers          B-1       SMS provider contract unsigned     2:30  ▼ 2:50  done: LS-80
>                   B-5       No training slot                   1:30    1:15  done: LS-81
> Customer signals  S-8       Import failure causes churn        1:30  ▼ 1:50  done: D-7
> Priorities        LS-34     Fax stop sheets                    1:00  ▼ 1:05  done: D-8
>                   LS-54     Market size check                  1:00    0:00  carried
>                   LS-47     Analyst briefing                   1:00    0:00  parked
> Close                       Recap and rating                   1:00    0:50  done
>
$ lockstep person show mei
> mei  Mei Tan
> is             design, product half, Product design
> joined         21 Aug 2023
> away           ▼ now, until 13 Mar
> carries        1 open, 0 urgent, 0 late, 1 blocker
> effort         ▼ 49 h a week of 30 h, if nobody helped
>
> OWNS 3
>        P                                             STATUS      DUE  BACKUP
> LS-23  2  ETA branding per account                   planned   7 Apr  → ines
> B-4       Launch page waits for branded screenshots           11 Mar  → ruth
> T-7       UX standards                                                → ruth
>
> BACKS UP 4
>        P                                       STATUS      DUE  OWNER
> LS-25  2  Sample depot on first login          started  20 Mar  tomasz
> LS-43  3  Two-minute ETA demo video            planned  10 Apr  dana
> LS-26  2  Onboarding checklist in the planner  planned   8 May  tomasz
> L-1 8     Demo video with captions                      10 Apr  dana
> 1 blocker
>               B-9  Design for empty state missing
$ lockstep person show ines --json | sed -n '/"effort_hours/,/acts_for/p'
>       "effort_hours_a_week": 101.5625,
>       "items_without_effort": 2,
>       "acts_for": [
$ lockstep raci
>                                    c                                  m                        t
>                                    a              h         j         a         p              o
>                               a    r    d    f    a    i    o         r         r    r         m
>                               i    l    a    e    n    n    n    l    g    m    i    u    s    a
>                               k    o    n    m    n    e    a    e    o    e    y    t    a    s
>                               o    s    a    i    e    s    s    o    t    i    a    h    m    z
> T-1  Customer research        ·    I    R    ·    ·    B    ·    ·    E    ·    C    AR   ·    C
> T-2  Roadmap communication    I    C    BR   I    C    AR   I    I    E    I    I    I    I    I
> T-3  Pricing decisions        ·    C    B    R    I    C    ·    ·    ·    ·    AR   ·    E    ·
> T-4  Launch go/no-go          I    C    AR   I    I    BR   C    C    E    I    I    I    I    I
> T-5  Messaging                I    C    AR   I    I    C    I    I    I    I    BR   I    E    I
> T-6  Delivery                 R    I    C    I    I    A    R    I    E    I    I    I    I    B
> T-7  UX standards             I    ·    ·    ·    ·    C    I    ·    E    AR   ·    B    ·    C
> T-8  Feasibility              BR   ·    I    ·    ·    C    AR   ·    E    ·    I    ·    ·    C
> T-9  Competitive intelligence ·    B    AR   ·    ·    C    ·    ·    ·    ·    ·    ·    E    ·
>
> A accountable  B backup, while A is away  E escalate to
> R responsible  C consulted  I informed
$ lockstep raci --csv | head -3
> id,name,ines,tomasz,dana,priya,jonas,aiko,mei,ruth,femi,carlos,hanne,leo,margot,sam
> T-1,Customer research,B,C,R,C,,,,AR,,I,,,E,
> T-2,Roadmap communication,AR,I,BR,I,I,I,I,I,I,C,C,I,E,I
$ lockstep raci --json | head -8
> {
>   "schema": 1,
>   "raci": [
>     {
>       "id": "T-1",
>       "name": "Customer research",
>       "ines": "B",
>       "tomasz": "C",
# a question: whom, since when, about what, and its answer once there is one
$ lockstep item show LS-90
> LS-90  Do texts count against the SMB plan limit?
> state          ○ waits for an answer, due 10 Mar
> owner          priya, backup ines
> asked          3 Mar, 5 business days ago, in sync
> meeting        M-11  sync, Tue 3 Mar 09:30
> part of        LS-5  Live ETA for receivers
> done when      answer in price sheet
>
> answer         none yet
$ lockstep sync answer LS-90 'They count: see the price sheet, 価格表'
> answered: LS-90
$ lockstep item show LS-90 | tail -2
> answer         “They count: see the price sheet, 価格表”  ines
> Note          2026-03-10 09:28 ines: They count: see the price sheet, 価格表
$ lockstep triage ask LS-62 'Which report is it, é or 日本語? @dana 2026-03-20'
> LS-93 added  LS-62: Which report is it, é or 日本語?
> LS-62 snooze_until 2026-03-20
> LS-62 sent back: dana is asked, the answer is due 20 Mar
$ lockstep item show LS-93
> LS-93  LS-62: Which report is it, é or 日本語?
> state          ○ waits for an answer, due 20 Mar
> owner          dana, backup ines
> asked          10 Mar, today, in triage
> about          LS-62  Export ETA accuracy report
>
> answer         none yet
$ lockstep item close LS-93
> LS-93 status started → done, resolution answered
$ lockstep item show LS-93 | head -2
> LS-93  LS-62: Which report is it, é or 日本語?
> state          ✓ answered, 10 Mar
$ lockstep signal show S-5 | head -6
> S-5  We chose you because setup took one morning
> story          “We chose you because setup took one morning”
> who            Ostler Meats, operations director, 20-80 vans
> takeaway       Fast setup wins deals
> what           win, 20 Feb, heard by carlos   ✓ happy
> seen by        ✓ product  ✓ market
