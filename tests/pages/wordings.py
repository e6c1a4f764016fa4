"""What pages say, by language: that they are missing, and what living ones are about.

`PLAIN` are apologies as most sites word them, `QUIRKY` those that are told by nothing but their
sense: a detector cannot know them, and the recall is to show it. Title, heading, text.
"""
# ruff: noqa: E501  (what a page holds reads best in one line)

PLAIN: dict[str, tuple[tuple[str, str, str], ...]] = {
    "en": (
        (
            "Page not found - {site}",
            "Page not found",
            "<p>Sorry, the page you were looking for does not exist any more. Go back to the <a href='/'>start</a>.</p>",
        ),
        ("404 | {site}", "404", "<p>We searched everywhere, but this page could not be found.</p>"),
        ("404 Not Found", "Not Found", "<p>The requested URL was not found on this server.</p>"),
        ("{site}", "404 - Not found", ""),
        (
            "Oops! | {site}",
            "Oops! That page can't be found.",
            "<p>It looks like nothing was found at this location. Maybe try a search?</p>",
        ),
        (
            "Error 404 – {site}",
            "This page doesn't exist",
            "<p>The link you followed may be broken, or the page may have been removed.</p>",
        ),
        (
            "{site}: Page Not Found",
            "We couldn't find that page",
            "<p>You might have mistyped the address.</p>",
        ),
        (
            "Not Found :(",
            "Nothing here",
            "<p>There is nothing here. The article you requested was deleted by its author.</p>",
        ),
    ),
    "de": (
        (
            "Seite nicht gefunden – {site}",
            "Seite nicht gefunden",
            "<p>Die gesuchte Seite existiert nicht mehr oder wurde verschoben.</p>",
        ),
        ("404 | {site}", "Fehler 404", "<p>Leider konnten wir diese Seite nicht finden.</p>"),
    ),
    "fr": (
        (
            "Page introuvable | {site}",
            "Page introuvable",
            "<p>La page que vous cherchez n'existe plus ou a été déplacée.</p>",
        ),
        (
            "Erreur 404 - {site}",
            "Oups ! Cette page est introuvable",
            "<p>Vérifiez l'adresse, ou revenez à l'accueil.</p>",
        ),
    ),
    "es": (
        (
            "Página no encontrada – {site}",
            "Página no encontrada",
            "<p>La página que busca no existe o ha sido movida.</p>",
        ),
        ("Error 404 | {site}", "Error 404", "<p>No hemos podido encontrar lo que busca.</p>"),
    ),
    "pt": (
        (
            "Página não encontrada | {site}",
            "Página não encontrada",
            "<p>A página que procura não existe ou foi removida.</p>",
        ),
        ("Erro 404 - {site}", "Erro 404", "<p>Não conseguimos encontrar este endereço.</p>"),
    ),
    "ru": (
        (
            "Страница не найдена | {site}",
            "Страница не найдена",
            "<p>Запрошенная страница не существует или была удалена.</p>",
        ),
        (
            "Ошибка 404 — {site}",
            "Ошибка 404",
            "<p>Неправильно набран адрес, или такой страницы больше нет.</p>",
        ),
    ),
    "zh": (
        ("页面不存在 - {site}", "404", "<p>抱歉，您访问的页面不存在或已被删除。</p>"),
        (
            "404 未找到页面 | {site}",
            "页面未找到",
            "<p>很遗憾，没有找到您要的内容。返回首页看看吧。</p>",
        ),
        ("找不到网页 - {site}", "找不到该页面", "<p>链接可能已失效。</p>"),
    ),
    "ja": (
        (
            "ページが見つかりません | {site}",
            "ページが見つかりません",
            "<p>お探しのページは移動または削除された可能性があります。</p>",
        ),
        ("404エラー - {site}", "404", "<p>ご指定のURLは存在しません。トップへお戻りください。</p>"),
    ),
    "ko": (
        (
            "페이지를 찾을 수 없습니다 - {site}",
            "페이지를 찾을 수 없습니다",
            "<p>요청하신 페이지가 삭제되었거나 주소가 변경되었습니다.</p>",
        ),
        ("404 오류 | {site}", "404", "<p>찾으시는 페이지가 존재하지 않습니다.</p>"),
    ),
}

QUIRKY: tuple[tuple[str, str, str], ...] = (
    (
        "Houston? | {site}",
        "Houston, we lost contact",
        "<p>Our little rocket took the wrong exit. Steer home.</p>",
    ),
    ("{site}", "A cat sat on it", "<p>Whatever stood in this spot, the cat has it now.</p>"),
    ("Hmm | {site}", "You wandered off the trail", "<p>Follow the stones back to camp.</p>"),
    ("{site}", "空空如也", "<p>这里什么都没有，去别处逛逛。</p>"),
    ("{site}", "Ins Leere gelaufen", "<p>Hier wächst nur Gras.</p>"),
    ("Hoppla – {site}", "迷子になりました", "<p>ここには何もないようです。</p>"),
)

# Titles of works that lists hold, and the words of their pages.
WORKS: tuple[tuple[str, str], ...] = (
    ("Learned Routing for Sparse Mixtures of Experts", "experts"),
    ("Distilling Policies from Noisy Teachers", "teachers"),
    ("Curriculum Schedules for Robust Speech Recognition", "speech"),
    ("Quantised Attention Kernels on Small Devices", "kernels"),
    ("Counterfactual Rewards in Sequential Decision Making", "rewards"),
    ("Temporal Grounding of Instructions in Household Videos", "videos"),
    ("Speculative Decoding with Shared Drafts", "drafts"),
    ("Memory Layers for Retrieval without an Index", "memory"),
)

STORY: dict[str, str] = {
    "en": "We study {work} and report how much of the gain remains when the budget is cut. The code trains on one machine within a day, and every number in the tables comes from five seeds. Earlier work measured this on synthetic data alone; we add three public benchmarks and a study of failures. Readers who want to build on it find weights, logs and a short tutorial below.",
    "de": "Wir untersuchen {work} und berichten, wie viel vom Gewinn bleibt, wenn das Budget sinkt. Der Code trainiert auf einer Maschine an einem Tag, jede Zahl stammt aus fünf Läufen. Frühere Arbeiten maßen nur auf künstlichen Daten; wir ergänzen drei öffentliche Sammlungen und eine Studie der Fehler.",
    "fr": "Nous étudions {work} et mesurons ce qui reste du gain lorsque le budget diminue. Le code s'entraîne sur une machine en une journée, et chaque chiffre vient de cinq essais. Les travaux antérieurs ne mesuraient que des données artificielles; nous ajoutons trois corpus publics et une étude des erreurs.",
    "es": "Estudiamos {work} y medimos cuánto queda de la mejora cuando baja el presupuesto. El código se entrena en una máquina en un día, y cada cifra sale de cinco semillas. Los trabajos anteriores medían solo datos sintéticos; añadimos tres conjuntos públicos y un estudio de fallos.",
    "pt": "Estudamos {work} e medimos quanto do ganho permanece quando o orçamento diminui. O código treina em uma máquina em um dia, e cada número vem de cinco sementes. Trabalhos anteriores mediam apenas dados sintéticos; acrescentamos três conjuntos públicos e um estudo de falhas.",
    "ru": "Мы изучаем {work} и сообщаем, какая часть выигрыша остаётся при меньшем бюджете. Код обучается на одной машине за день, каждое число получено на пяти запусках. Прежние работы измеряли это только на искусственных данных; мы добавляем три открытых набора и разбор ошибок.",
    "zh": "我们研究了{work}，并报告在预算减少时还能保留多少收益。代码可以在一台机器上一天内训练完成，表中的每个数字都来自五次运行。以前的工作只在合成数据上进行测量；我们增加了三个公开基准和一个失败案例分析。",
    "ja": "本研究では{work}を調べ、予算を減らしたときに効果がどれだけ残るかを報告します。コードは一台の計算機で一日以内に学習でき、表の数値はすべて五回の実行から得ています。先行研究は合成データのみで測定していましたが、公開ベンチマークを三つ加えました。",
    "ko": "우리는 {work}를 연구하고 예산이 줄어들 때 이득이 얼마나 남는지 보고합니다. 코드는 기계 한 대에서 하루 안에 학습되며, 표의 모든 수치는 다섯 번의 실행에서 얻었습니다. 이전 연구는 합성 데이터에서만 측정했지만 우리는 공개 벤치마크 세 개를 더했습니다.",
}

HOME: dict[str, str] = {
    "en": "Welcome to our group. We build tools for the life sciences, teach two courses each spring and host visitors. The seminar meets on Thursdays in the old library; bring a question. Open positions are listed under people, and our newsletter appears four times a year.",
    "de": "Willkommen bei unserer Gruppe. Wir bauen Werkzeuge für die Biologie, geben zwei Kurse im Frühjahr und empfangen Gäste. Das Seminar trifft sich donnerstags in der alten Bibliothek.",
    "zh": "欢迎来到我们的课题组。我们为生命科学开发工具，每年春天讲授两门课程，并接待访问学者。讨论班每周四在旧图书馆举行，欢迎带着问题来。招聘信息见成员页面。",
    "ja": "私たちの研究室へようこそ。生命科学のための道具を作り、毎年春に二つの講義を行い、訪問者を受け入れています。セミナーは毎週木曜日に旧図書館で開かれます。",
}

SALES: tuple[tuple[str, str, str], ...] = (
    ("{host}", "{host}", "<p>This domain is for sale. Make an offer today.</p>"),
    (
        "{host} - This website is for sale! - Learning Resources",
        "{host}",
        "<p>{host} may be available for purchase. Related searches: robots, lamps, courses.</p>",
    ),
    ("{host}", "Diese Domain steht zum Verkauf", "<p>Preis auf Anfrage.</p>"),
    ("{host}", "Ce nom de domaine est à vendre", "<p>Faites une offre.</p>"),
    ("{host}", "Este dominio está en venta", "<p>Consulte el precio.</p>"),
    ("{host}", "Домен продается", "<p>Цена по запросу. {host}</p>"),
    ("{host}", "该域名正在出售", "<p>如需购买请联系。{host}</p>"),
    ("{host}", "このドメインは販売中です", "<p>お問い合わせください。</p>"),
)

GATES: tuple[tuple[str, str, str], ...] = (
    (
        "Sign in - {site}",
        "Sign in",
        "<form><input name='user'><input type='password'><button>Go</button></form>",
    ),
    ("Log in to {site}", "Log in", "<p>Please use your institution's account.</p>"),
    (
        "Before you continue",
        "Before you continue",
        "<p>We use cookies and data. Accept all or reject all.</p>",
    ),
    (
        "Cookie consent | {site}",
        "We value your privacy",
        "<p>Choose what our partners may store.</p><button>Accept</button>",
    ),
    (
        "Age verification",
        "Are you over 18?",
        "<p>You must be of legal age to enter.</p><button>Yes</button><button>No</button>",
    ),
    ("Just a moment...", "{site}", "<p>Checking your browser before access.</p>"),
    ("Anmelden | {site}", "Anmelden", "<form><input type='password'></form>"),
    ("登录 - {site}", "登录", "<p>请登录后查看。</p>"),
    ("ログイン | {site}", "ログイン", "<p>続けるにはログインしてください。</p>"),
    ("Вход", "Вход", "<p>Введите пароль.</p><input type='password'>"),
    ("로그인", "로그인이 필요합니다", "<p>계속하려면 로그인하세요.</p>"),
    ("Connexion", "Connexion", "<p>Identifiez-vous pour continuer.</p>"),
)
