"""How pages say that they are not there, that something stands before them, or that it is a shop.

By language (ISO 639-1), in small letters. Each is a regular expression: the headings must match a
whole part of a title or a heading, the sentences stand somewhere in a text that holds little else.
"""
# ruff: noqa: E501  (a phrase with its variants reads best in one piece)

import re

_THING = r"(?:web ?)?(?:page|site|url|link|file|post|article|document|content|resource|address|space|project|app|story)"
_IS_NOT = r"(?:(?:was|is|were|could|can|has|does|do|did|may|might)(?: ?not|n't) (?:be |been |seem to )?(?:exist|found|here|available)|no longer (?:exists?|available|here))"

HEADINGS: dict[str, tuple[str, ...]] = {
    "en": (
        rf"(?:oops!?|sorry|whoops|uh oh|error|hmm+)?[ ,:!.-]*(?:the |this |that |your |requested )*{_THING} (?:was |is |has )?(?:not found|missing|gone|unavailable|removed|deleted|(?:been |be )?(?:removed|deleted|moved)|doesn't exist|does not exist|didn't exist|not available|isn't available|isn't here|is not here|couldn't be found|could not be found|can't be found|cannot be found|no longer available|no longer exists)",
        r"(?:http )?(?:error )?404(?: error)?", r"(?:the )?(?:requested )?(?:object|item|file|url|resource)?(?: was)? ?not found[ :(]*",
        r"nothing (?:was )?(?:found|here)(?: for the moment)?", r"page 404", r"404 page",
        r"there isn't a .{0,30} here", r"lost your way", r"we (?:can't|couldn't|could not|cannot) find (?:that|this|the) page",
        r"(?:we're |i'm )?sorry,? (?:but )?(?:we couldn't find that page|this page isn't available)",
    ),
    "de": (
        r"(?:die |diese )?(?:angeforderte |gewünschte )?(?:seite|datei|inhalt|artikel|dokument)(?: wurde| konnte| ist)? (?:leider )?(?:nicht (?:gefunden|vorhanden|verfügbar|gefunden werden)|existiert nicht(?: mehr)?)",
        r"nicht gefunden", r"(?:404|fehler 404|404[ -]fehler)", r"nichts gefunden",
    ),
    "fr": (
        r"(?:oups ?!? ?)?(?:cette |la |votre )?(?:page|article|document|contenu|fichier)(?: demandée?| recherchée?)?(?: est| n'a pas été| n'est pas)? ?(?:introuvable|non trouvée?|inexistante?|indisponible|trouvée?|n'existe (?:pas|plus))",
        r"erreur 404", r"introuvable", r"page absente",
    ),
    "es": (
        r"(?:la |esta |¡?ups! )?(?:página|contenido|artículo|documento|archivo)(?: solicitad[ao])?(?: no)?(?: ha sido| se ha| fue)? ?(?:no )?(?:encontrad[ao]|existe|disponible|se encuentra)",
        r"error 404", r"no (?:se )?encontrad[ao]",
    ),
    "pt": (
        r"(?:a |esta |ops! )?(?:página|conteúdo|artigo|documento|arquivo)(?: solicitad[ao])?(?: não)?(?: foi)? ?(?:não )?(?:encontrad[ao]|existe|disponível|localizad[ao])",
        r"erro 404", r"não encontrad[ao]",
    ),
    "it": (r"(?:la |questa )?pagina (?:non (?:è stata )?(?:trovata|esiste|disponibile))", r"errore 404"),
    "nl": (r"(?:de |deze )?pagina (?:is )?niet (?:gevonden|beschikbaar)",),
    "pl": (r"(?:nie znaleziono strony|strona nie (?:została znaleziona|istnieje))", r"błąd 404"),
    "ru": (
        r"(?:ошибка 404|404 ошибка)", r"(?:такая |эта |запрашиваемая |запрошенная )?(?:страница|статья|запись|документ|файл)(?: не|) ?(?:не )?(?:найдена?|существует|найдено|доступна|удалена?)",
        r"не найдено", r"страницы не существует",
    ),
    "zh": (
        r"(?:抱歉|对不起|哎呀|很抱歉)?[,,!!。 ]*(?:您|你)?(?:所)?(?:访问|请求|查找|要找)?(?:的)?(?:该)?(?:页面|网页|文章|内容|资源|頁面|網頁|文件)(?:已)?(?:不存在|未找到|没有找到|找不到|走丢了|丢失了?|不见了|无法访问|已?被?(?:删除|移除|下架)|已被发布者删除|找不到了|不見了|已?刪除)(?:或已(?:被)?删除)?",
        r"(?:找不到|未找到|没有找到|無法找到|无法找到)(?:该|此|您要的|指定)?(?:页面|网页|頁面|網頁|内容)", r"(?:404 ?)?(?:错误|錯誤)(?: ?404)?",
        r"该内容已被发布者删除", r"此内容(?:因违规)?无法查看",
    ),
    "ja": (
        r"(?:お探しの|ご指定の|この|要求された)?(?:ページ|記事|コンテンツ|ファイル)(?:が|は)?(?:見つかりません(?:でした)?|みつかりません(?:でした)?|存在しません|ありません|削除されました|表示できません)",
        r"(?:404 ?)?エラー(?: ?404)?", r"ページが見つからない",
    ),
    "ko": (
        r"(?:요청하신 |찾으시는 |해당 |이 )?(?:페이지|문서|게시물|게시글|콘텐츠|파일)(?:를|을|가|이)? ?(?:찾을 수 없습니다|찾을 수 없음|존재하지 않습니다|없습니다|삭제되었습니다|찾지 못했습니다)",
        r"(?:404 ?)?(?:오류|에러)(?: ?404)?",
    ),
}  # fmt: skip

SENTENCES: dict[str, tuple[str, ...]] = {
    "en": (
        rf"{_THING}s? (?:that )?(?:you|we|it|your browser)(?:'re|'ve| are| were| have)? (?:just )?(?:\w+ )?(?:look|try|request|want|follow|click|search|ask)\w*[^.!?]{{0,80}}?(?:not|n't|no longer|cannot|never|missing|moved|removed|deleted|gone|renamed|unavailable)",
        rf"(?:requested|this|that|the) (?:url|page|file|document|resource|address|article|post|{_THING})\b[^.!?]{{0,60}}? (?:{_IS_NOT}|not found|not available|has been (?:removed|deleted|moved|taken down)|was (?:removed|deleted|taken down))",
        r"(?:could ?n't|could not|can ?not|can't|unable to) find (?:what you (?:were|are)|the page|that page|this page|the requested|anything (?:at|here))",
        r"(?:link|url|address) (?:you (?:followed|clicked|entered|typed)|may|might|is|was)[^.!?]{0,40}?(?:broken|outdated|mistyped|incorrect|wrong|bad|expired)",
        r"nothing (?:was found|exists|lives|to see)(?: at)?(?: this location| here)", r"there (?:is|'s|isn't|is not)(?: nothing| no page| anything| a github pages site)[^.!?]{0,30} here",
        r"(?:no page|nothing) (?:here|at this (?:address|url|location))", r"(?:you )?(?:may|might) have mistyped the (?:address|url)",
        r"page (?:has|was|may have|might have)(?: been)? (?:moved|removed|deleted|renamed)",
        r"you need permission to view or it (?:doesn't|does not) exist", r"(?:app|space|project|site) (?:does not|doesn't|no longer) exist",
    ),
    "de": (
        r"(?:seite|datei|adresse|url|inhalt|dokument|artikel)\b[^.!?]{0,80}?(?:nicht gefunden|existiert nicht|nicht (?:mehr )?(?:vorhanden|verfügbar|existiert)|verschoben|gelöscht|entfernt)",
        r"(?:konnten|können|konnte) (?:wir )?(?:die|diese|ihre)?[^.!?]{0,40}nicht (?:finden|gefunden)",
    ),
    "fr": (
        r"(?:page|adresse|article|document|contenu|lien)\b[^.!?]{0,80}?(?:n'existe (?:pas|plus)|introuvable|n'a pas (?:été|pu être) trouvée?|a été (?:supprimée?|déplacée?)|n'est (?:pas|plus) disponible|être trouvée?)",
    ),
    "es": (
        r"(?:página|dirección|artículo|contenido|documento|enlace)\b[^.!?]{0,80}?(?:no (?:existe|se (?:ha )?enc(?:uentra|ontrado)|está disponible|ha sido encontrad[ao])|fue (?:eliminad|movid)[ao]|ha sido (?:eliminad|movid)[ao])",
        r"no (?:hemos podido|pudimos|podemos) encontrar",
    ),
    "pt": (
        r"(?:página|endereço|artigo|conteúdo|documento|link)\b[^.!?]{0,80}?(?:não (?:existe|foi encontrad[ao]|está (?:mais )?disponível|pôde ser)|foi (?:removid|movid|excluíd|apagad)[ao])",
        r"não (?:conseguimos|foi possível) encontrar",
    ),
    "it": (r"pagina\b[^.!?]{0,80}?(?:non (?:esiste|è stata trovata|è (?:più )?disponibile)|è stata (?:rimossa|spostata))",),
    "nl": (r"pagina\b[^.!?]{0,80}?(?:niet gevonden|bestaat niet|niet (?:meer )?(?:bestaat|beschikbaar)|verwijderd|verplaatst)",),
    "pl": (r"(?:strona|strony)\b[^.!?]{0,80}?(?:nie istnieje|nie została znaleziona|usunięta|przeniesiona)",),
    "ru": (
        r"(?:страниц[аыу]|документ|стать[яю]|запись|файл|адрес)\b[^.!?]{0,80}?(?:не (?:найден[ао]?|существует|существовала|доступна)|был[ао]? (?:удален|удалён|перемещен|перемещён)[ао]?|удалена|перемещена)",
        r"неправильно набран адрес",
    ),
    "zh": (
        r"(?:页面|网页|文章|内容|链接|地址|頁面|網頁|資源|资源)[^。!!??]{0,20}?(?:不存在|未找到|找不到|已(?:经|經)?(?:被)?[^。]{0,6}?(?:删除|移除|下架|刪除|移动|更名)|无法访问|失效|过期|無法)",
        r"(?:找不到|没有找到|無法找到|无法找到)(?:您|你)?[^。]{0,12}(?:页面|网页|内容|頁面|網頁)",
    ),
    "ja": (
        r"(?:ページ|記事|コンテンツ|url|アドレス|ファイル)[^。]{0,40}?(?:見つかりません|みつかりません|存在しません|存在しない|ありません|削除され|移動され|移動した|変更され|表示できません)",
    ),
    "ko": (
        r"(?:페이지|주소|문서|게시물|게시글|콘텐츠)[^.]{0,40}?(?:찾을 수 없|존재하지 않|삭제되|삭제된|변경되|이동되|이동했|없는)",
    ),
}  # fmt: skip

# What was there and was taken away; a random address beside it answers something else.
REMOVALS: tuple[str, ...] = (
    r"(?:has been|was) (?:deleted|removed|taken down|unpublished)(?: by (?:its|the|their) (?:author|owner|publisher|user|administrator))?",
    r"已被(?:发布者|作者|用户|管理员)?(?:删除|移除|下架)", r"(?:削除されました|公開を終了|非公開)", r"삭제되었습니다",
    r"(?:wurde|worden) (?:vom autor )?gelöscht", r"a été supprimée?", r"(?:fue|ha sido) eliminad[ao]", r"foi (?:removid|excluíd)[ao]",
    r"был[ао]? удал[её]н[ао]?",
)  # fmt: skip

# Whole titles and headings of what stands before a page: logins, consent, ages, tests for machines.
GATES: dict[str, tuple[str, ...]] = {
    "en": (
        r"(?:please )?(?:log|sign)[ -]?in(?: to (?:continue|your account|view this page|[\w .]{1,30}))?(?: required)?", r"log in or sign up", r"login(?: page| required)?", r"sign up",
        r"(?:before you continue|we value your privacy|cookie (?:consent|settings|policy|preferences)|your (?:privacy|cookie) (?:choices|settings|preferences)|(?:manage|accept) cookies|we use cookies)(?: to [\w ]{1,30})?",
        r"(?:age verification|are you (?:over|at least|of legal) .{1,30}|(?:please )?(?:verify|confirm) your age|you must be 18.{0,30})",
        r"(?:just a moment|attention required|checking your browser.{0,40}|are you (?:a )?(?:human|robot).{0,10}|verify you are (?:a )?human|security (?:check|verification)|access denied|one more step|please wait|ddos-guard|human verification)[.! …]*",
        r"(?:subscribe|register) to (?:continue|read).{0,30}", r"please enable cookies[.]?",
    ),
    "de": (r"anmelden|anmeldung|einloggen|login", r"(?:cookie-einstellungen|datenschutzeinstellungen|bevor sie fortfahren|wir verwenden cookies)", r"(?:altersprüfung|altersverifikation|bist du (?:über|schon) 18.{0,5})"),
    "fr": (r"(?:connexion|se connecter|identification|connectez-vous)", r"(?:avant d'accéder.{0,30}|nous utilisons des cookies|gestion des cookies|paramètres des cookies)", r"vérification de l'âge"),
    "es": (r"(?:iniciar sesión|inicia sesión|acceder)", r"(?:antes de continuar|usamos cookies|configuración de cookies)", r"verificación de edad"),
    "pt": (r"(?:entrar|iniciar sessão|fazer login|acessar)", r"(?:antes de continuar|usamos cookies|configurações de cookies)", r"verificação de idade"),
    "ru": (r"(?:вход|войти|авторизация|вход в систему)", r"(?:мы используем (?:файлы )?cookies?|прежде чем продолжить)", r"подтвердите (?:свой )?возраст"),
    "zh": (r"(?:登录|登陆|用户登录|请先?登录|登入|账号登录)", r"(?:安全验证|人机验证|请完成验证|访问验证|继续之前)", r"(?:年龄确认|年龄验证)"),
    "ja": (r"(?:ログイン|サインイン)", r"(?:続行する前に|クッキーの設定|cookieの設定)", r"年齢確認"),
    "ko": (r"(?:로그인|로그인이 필요합니다)", r"(?:계속하기 전에|쿠키 설정)", r"(?:연령 확인|성인 인증)"),
}  # fmt: skip

# A domain that is for sale, or has nothing on it yet.
SALES: dict[str, tuple[str, ...]] = {
    "en": (
        r"(?:this |the )?(?:domain|website|site)(?: name)?(?: [a-z0-9.-]+\.[a-z]{2,24})?,?[^.!?]{0,60}? (?:is|may be|might be|could be)(?: now)? (?:available )?(?:for sale|for purchase|available for (?:sale|purchase))",
        r"(?:buy|get|own|purchase|acquire|make an offer (?:for|on)) this (?:premium )?domain", r"(?:this )?domain (?:name )?(?:is|has been|was) (?:parked|registered (?:at|with|by|via)|expired)",
        r"inquire about this domain", r"(?:this )?(?:domain|web ?page|site) is parked(?: free)?", r"this (?:domain|domain name) (?:has )?(?:recently )?(?:been registered|expired|has lapsed)",
        r"related (?:searches|links|topics)(?:.{0,200})privacy policy", r"the domain has expired\. is this your domain",
        r"[a-z0-9-]+\.[a-z]{2,24} is (?:for sale|available for purchase|parked)",
    ),
    "de": (r"(?:diese |die )?domain\b[^.!?]{0,60}?(?:steht zum verkauf|zu verkaufen|kaufen|ist geparkt|wurde registriert|ist verfügbar)", r"hier entsteht (?:in kürze )?eine neue (?:internetpräsenz|website)"),
    "fr": (r"(?:ce |le )?(?:nom de )?domaine\b[^.!?]{0,60}?(?:est à vendre|à vendre|est en vente|est réservé|est enregistré|a expiré)",),
    "es": (r"(?:este |el )?dominio\b[^.!?]{0,60}?(?:está en venta|en venta|a la venta|está aparcado|ha caducado|ha expirado)",),
    "pt": (r"(?:este |o )?domínio\b[^.!?]{0,60}?(?:está à venda|à venda|está estacionado|expirou)",),
    "ru": (r"домен\b[^.!?]{0,60}?(?:продается|продаётся|выставлен на продажу|припаркован|зарегистрирован|истек)", r"купить (?:этот )?домен"),
    "zh": (r"(?:该|此|本|這個|这个)?(?:域名|網域)[^。!?]{0,40}?(?:正在出售|可出售|出售中|待售|转让|出售|已过期|已到期|停放)",),
    "ja": (r"(?:この|こちらの)?ドメイン[^。]{0,30}?(?:販売中|売りに出|購入|有効期限|お名前\.com|取得されています|パーキング)",),
    "ko": (r"(?:이 )?도메인[^.]{0,30}?(?:판매|구매|만료|파킹)",),
}  # fmt: skip


def whole(phrases: dict[str, tuple[str, ...]]) -> re.Pattern[str]:
    """One expression that matches whole texts, with 404 before or after the words."""
    joined = "|".join(one for group in phrases.values() for one in group)
    number = r"(?:(?:http )?(?:error|erreur|fehler|erro|ошибка|错误|エラー|오류)?\s*404\s*[-–—:|.,()!·、]*\s*)?"
    return re.compile(
        rf"[\W_]*{number}(?:{joined})\s*(?:[-–—:|(]*\s*(?:error |erreur )?404)?[\W_]*"
    )


def anywhere(phrases: dict[str, tuple[str, ...]] | tuple[str, ...]) -> re.Pattern[str]:
    """One expression that finds any of the phrases."""
    groups = phrases.values() if isinstance(phrases, dict) else (phrases,)
    return re.compile("|".join(one for group in groups for one in group))
