"""Every address of the desk."""

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from results.views import acts, feeds, health, pages, panel

urlpatterns = [
    path("", pages.index_page, name="index"),
    path("boards/<slug:slug>/<str:region>/", pages.board_page, name="board"),
    path("councils/<slug:slug>/<str:code>/", pages.council_page, name="council"),
    path("contests/<slug:slug>/<str:code>/", pages.contest_page, name="contest"),
    path("corrections/<slug:slug>/", pages.corrections_page, name="corrections"),
    path(
        "feeds/live/<slug:slug>/<str:region>/scoreboard.json",
        feeds.scoreboard_feed,
        name="scoreboard-feed",
    ),
    path("graphics/", panel.outputs_page, name="graphics-outputs"),
    path("graphics/<slug:slug>/control/", panel.panel_page, name="graphics-control"),
    path("graphics/<slug:slug>/control/keep/", panel.keep_panel, name="graphics-keep"),
    path("graphics/<slug:slug>/acts/<slug:act>/", acts.act_on_output, name="graphics-act"),
    path("about/", pages.about_page, name="about"),
    path("accounts/login/", LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("accounts/logout/", LogoutView.as_view(), name="logout"),
    path("healthz", health.healthz, name="healthz"),
    path("admin/", admin.site.urls),
]
