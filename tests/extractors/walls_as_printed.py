"""Walls with the markup around them that sites print: headings, forms, buttons, numbers of requests. All texts are invented."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PrintedPage:
    kind: str
    language: str
    title: str
    body: str
    head: str = ""

    @property
    def html(self) -> str:
        return (
            f'<!doctype html><html lang="{self.language}"><head><meta charset="utf-8">'
            f"<title>{self.title}</title>{self.head}</head><body>{self.body}</body></html>"
        )


PRINTED = (
    PrintedPage(
        "consent",
        "de",
        "Tagesbote",
        '<main><section><h1>Tagesbote lesen – so, wie Sie es möchten</h1><div class="col"><h3>Mit Werbung kostenlos lesen</h3><p>Besuchen Sie unsere Website wie gewohnt mit Werbung und Tracking. Details zum Tracking finden Sie in der Datenschutzerklärung und im Privacy Center.</p><button>Akzeptieren und lesen</button></div><div class="col"><h3>Mit dem PUR-Abo ohne Werbetracking</h3><p>Nutzen Sie unser Angebot ganz ohne Werbetracking für 3,99 € im Monat. Bereits PUR-Abonnent? Hier anmelden.</p><button>Abonnieren</button></div><p>Tracking: Um unser Angebot zu finanzieren, setzen wir und 214 Drittanbieter Cookies und ähnliche Technologien ein, verarbeiten Ihre personenbezogenen Daten und messen die Leistung von Anzeigen.</p></section></main>',
    ),
    PrintedPage(
        "consent",
        "tr",
        "Liman Haber",
        "<section><h2>Gizliliğinize önem veriyoruz</h2><p>Liman Haber ve iş ortakları, size daha iyi bir deneyim sunmak, içerikleri ve reklamları kişiselleştirmek amacıyla çerezler ve benzeri teknolojiler aracılığıyla cihazınızda bilgi saklar. Kişisel verileriniz KVKK kapsamında işlenir.</p><p>Detaylı bilgi için Aydınlatma Metni’ni inceleyebilirsiniz. Seçiminizi istediğiniz zaman değiştirebilirsiniz.</p><button>Ayarlar</button><button>Reddet</button><button>Tamam</button></section>",
    ),
    PrintedPage(
        "login",
        "ru",
        "Личный кабинет — Бизнес-вестник",
        '<div class="login"><h1>Вход для подписчиков</h1><form><input name="phone" placeholder="Номер телефона"><input type="password" placeholder="Пароль"><button>Войти</button></form><p>Материал открыт для авторизованных читателей. Пожалуйста, введите номер телефона — пришлём код подтверждения.</p><p><a href="/restore">Восстановить пароль</a> · <a href="/reg">Регистрация</a></p></div>',
    ),
    PrintedPage(
        "bot_check",
        "es",
        "Acceso bloqueado",
        "<h1>Lo sentimos, no hemos podido mostrar esta página</h1><p>Nuestro sistema ha detectado tráfico inusual procedente de su red. Si cree que se trata de un error, póngase en contacto con nosotros e indique el identificador del incidente.</p><p>ID de incidente: 73829-AC21</p><p>Su IP: 203.0.113.9</p>",
    ),
    PrintedPage(
        "bot_check",
        "ka",
        "დაელოდეთ",
        '<div class="c"><h1>ერთი წუთით…</h1><p>ჩვენ ვამოწმებთ თქვენი კავშირის უსაფრთხოებას. გთხოვთ, არ დახუროთ ეს ფანჯარა, გვერდი ავტომატურად ჩაიტვირთება.</p></div>',
    ),
    PrintedPage(
        "captcha",
        "ru",
        "Ой!",
        '<div class="CheckboxCaptcha"><h1>Подтвердите, что вы человек</h1><p>С вашего устройства идёт очень много запросов. Поставьте галочку или введите символы с картинки, чтобы продолжить.</p><form><img src="/c.png" alt="код"><input name="rep"><button>Отправить</button></form><p>Если вы часто видите эту страницу, напишите в службу поддержки.</p></div>',
    ),
    PrintedPage(
        "captcha",
        "fr",
        "port.example",
        "<h1>Un dernier contrôle</h1><p>Avant d’accéder à la page, merci de faire glisser le curseur vers la droite pour prouver que vous n’êtes pas un automate.</p><p>Vous êtes bloqué ? Contactez-nous avec l’identifiant 8ab3.</p>",
        "<script src='https://ct.captcha-delivery.example/c.js'></script>",
    ),
    PrintedPage(
        "script_shell",
        "es",
        "Diario del Muelle",
        '<p>Parece que tienes desactivado JavaScript o que una extensión de tu navegador impide que la página se cargue. Desactiva el bloqueador de anuncios, activa JavaScript y vuelve a cargar la página.</p><script src="/x.js"></script>',
    ),
    PrintedPage(
        "age_gate",
        "en",
        "Vineyard Times",
        '<div class="gate"><h1>Welcome to Vineyard Times</h1><p>By entering this site you confirm that you are of legal drinking age in your country of residence.</p><p>Please enter your year of birth</p><input><button>Enter</button><p>Drink responsibly. Do not share this content with minors.</p></div>',
    ),
    PrintedPage(
        "region_gate",
        "ru",
        "Доступ ограничен",
        "<h1>Материал недоступен</h1><p>К сожалению, правообладатель не разрешил показывать этот материал на территории вашей страны. Если вы пользуетесь VPN, отключите его и обновите страницу.</p>",
    ),
    PrintedPage(
        "region_gate",
        "de",
        "Inhalt nicht verfügbar",
        '<h2>Dieser Inhalt ist in Ihrem Land leider nicht verfügbar</h2><p>Aus lizenzrechtlichen Gründen dürfen wir diese Seite an Ihrem Aufenthaltsort nicht zeigen. Wir bitten um Ihr Verständnis.</p><a href="/">Zur Startseite</a>',
    ),
    PrintedPage(
        "maintenance",
        "en",
        "Port Gazette",
        '<div><img src="/tools.svg"><h1>We’re making some improvements</h1><p>Port Gazette is briefly offline while we upgrade our systems. We expect to be up and running again within the hour. Follow us on social media for updates.</p></div>',
    ),
    PrintedPage(
        "maintenance",
        "az",
        "Xidmət",
        "<div><h1>Saytda texniki yenilənmə aparılır</h1><p>Hörmətli oxucular, saytımız hazırda yenilənir və qısa müddətdə yenidən xidmətinizdə olacaq. Göstərdiyiniz anlayışa görə təşəkkür edirik.</p></div>",
    ),
    PrintedPage(
        "maintenance",
        "es",
        "Error 503",
        "<h1>Servicio no disponible</h1><p>El servidor no puede atender su petición en este momento debido a una sobrecarga temporal. Vuelva a intentarlo en unos minutos.</p>",
    ),
    PrintedPage(
        "consent",
        "hy",
        "Նավահանգիստ լուր",
        '<div class="popup"><h3>Ձեր տվյալների մասին</h3><p>Մեր կայքը և մեր գործընկերները պահում են թխուկներ Ձեր սարքում, որպեսզի գովազդն ու բովանդակությունը համապատասխանեն Ձեր հետաքրքրություններին։ Կարող եք ցանկացած պահի փոխել Ձեր ընտրությունը։</p><button>Համաձայն եմ</button><button>Մերժել</button><button>Կարգավորումներ</button></div>',
    ),
    PrintedPage(
        "consent",
        "pl",
        "Głos Wybrzeża",
        "<div><h2>Twoja prywatność jest dla nas ważna</h2><p>Wraz z 356 partnerami przechowujemy i uzyskujemy dostęp do informacji na urządzeniu, takich jak unikalne identyfikatory w plikach cookie, w celu wyświetlania spersonalizowanych reklam i treści, pomiaru reklam oraz badań odbiorców.</p><p>Możesz zaakceptować lub zarządzać swoimi wyborami, klikając poniżej, w tym skorzystać z prawa do sprzeciwu.</p><button>WIĘCEJ OPCJI</button><button>AKCEPTUJĘ</button></div>",
    ),
    PrintedPage(
        "login",
        "az",
        "Giriş – İqtisadi icmal",
        '<div class="lg"><h2>Xoş gəlmisiniz</h2><form><input placeholder="E-poçt"><input type="password" placeholder="Şifrə"><button>Daxil ol</button></form><p>Məqaləni oxumaq üçün hesabınıza daxil olun. Hesabınız yoxdur? Bir dəqiqəyə yaradın.</p></div>',
    ),
    PrintedPage(
        "login",
        "tr",
        "Abone girişi",
        '<div><h1>Devam etmek için oturum açın</h1><form><input type="email"><input type="password"><button>Giriş</button></form><p>Şifrenizi mi unuttunuz? Hesabınız yok mu? Hemen ücretsiz üye olun.</p></div>',
    ),
    PrintedPage(
        "bot_check",
        "de",
        "Einen Augenblick",
        "<h1>Wir prüfen kurz Ihren Browser</h1><p>Diese Website schützt sich vor automatisierten Zugriffen. Sobald die Prüfung abgeschlossen ist, gelangen Sie automatisch zur gewünschten Seite.</p><p>Vorgangs-ID: 99821</p>",
    ),
    PrintedPage(
        "script_shell",
        "fr",
        "Le Quai",
        '<div class="msg"><p>Pour profiter pleinement du site, votre navigateur doit autoriser l’exécution de JavaScript. Modifiez ses réglages, puis actualisez la page.</p></div><script src="/b.js"></script>',
    ),
    PrintedPage(
        "age_gate",
        "pl",
        "Winiarnia",
        "<div><h1>Strona tylko dla osób, które skończyły 18 lat</h1><p>Czy masz już skończone 18 lat? Wchodząc, oświadczasz, że spełniasz ten warunek.</p><button>TAK</button><button>NIE</button></div>",
    ),
    PrintedPage(
        "region_gate",
        "az",
        "Məhdudiyyət",
        "<h1>Bu məzmun sizin ölkədə əlçatan deyil</h1><p>Hüquq sahibinin tələbinə əsasən bu səhifənin göstərilməsi məhdudlaşdırılıb.</p>",
    ),
    PrintedPage(
        "region_gate",
        "es",
        "Contenido no disponible",
        "<div><h2>Este contenido no se puede ver desde donde te encuentras</h2><p>Por acuerdos con los titulares de los derechos, solo está disponible en determinados países.</p></div>",
    ),
    PrintedPage(
        "maintenance",
        "hy",
        "Կայքը",
        "<div><h1>Շուտով կլինենք</h1><p>Հարգելի՛ ընթերցող, կայքում կատարվում են պլանային աշխատանքներ։ Խնդրում ենք այցելել մի փոքր ուշ։</p></div>",
    ),
    PrintedPage(
        "maintenance",
        "fr",
        "Pause technique",
        "<h1>Nous revenons très vite</h1><p>Le site fait peau neuve : nos équipes procèdent à une mise à jour. Merci de revenir dans quelques instants.</p>",
    ),
)
