"""Every address of the desk."""

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from results.views import (
    acts,
    desk,
    feed_builder,
    feeds,
    graphic_feeds,
    health,
    jump,
    key_contests,
    metrics,
    outputs,
    pages,
    panel,
    releases,
    status,
    walls,
)
from results.views.packages import ograf_file, package_archive, packages_page
from results.views.pictures import contest_picture, pictures_page, region_picture

handler400 = "results.views.unreadable.bad_request"
handler500 = "results.views.faults.server_error"

urlpatterns = [
    path("", pages.index_page, name="index"),
    path("boards/<slug:slug>/<str:region>/", pages.board_page, name="board"),
    path("walls/<slug:slug>/<str:region>/", walls.wall_page, name="wall"),
    path("councils/<slug:slug>/<str:code>/", pages.council_page, name="council"),
    path("contests/<slug:slug>/<str:code>/", pages.contest_page, name="contest"),
    path("corrections/<slug:slug>/", pages.corrections_page, name="corrections"),
    path("pictures/<slug:slug>/<str:region>/", pictures_page, name="pictures"),
    path(
        "pictures/<slug:slug>/<str:region>/<slug:picture>.<str:ext>",
        region_picture,
        name="region-picture",
    ),
    path(
        "pictures/<slug:slug>/contest/<str:code>/<slug:picture>.<str:ext>",
        contest_picture,
        name="contest-picture",
    ),
    path(
        "feeds/live/<slug:slug>/<str:region>/scoreboard.json",
        feeds.scoreboard_feed,
        name="scoreboard-feed",
    ),
    path(
        "feeds/live/<slug:slug>/<str:region>/<slug:graphic>.<str:ext>",
        graphic_feeds.live_feed,
        name="live-feed",
    ),
    path("feeds/cue/<row:cue>.<str:ext>", graphic_feeds.cue_feed, name="cue-feed"),
    path("feeds/output/<slug:slug>/<slug:layer>.<str:ext>", graphic_feeds.output_feed, name="output-feed"),
    path("graphics/feeds/", feed_builder.feed_builder, name="feed-builder"),
    path("graphics/packages/", packages_page, name="packages"),
    path("graphics/packages/<slug:system>.zip", package_archive, name="package-archive"),
    path("graphics/ograf/<slug:graphic>/<str:file>", ograf_file, name="ograf-file"),
    path("graphics/", panel.outputs_page, name="graphics-outputs"),
    path("graphics/<slug:slug>/control/", panel.panel_page, name="graphics-control"),
    path("graphics/<slug:slug>/control/keep/", panel.keep_panel, name="graphics-keep"),
    path("graphics/<slug:slug>/control/newer/<row:cue>/", panel.newer_page, name="graphics-newer"),
    path("graphics/<slug:slug>/control/release/<row:hold>/", releases.release_page, name="graphics-release"),
    path("graphics/<slug:slug>/acts/<slug:act>/", acts.act_on_output, name="graphics-act"),
    path("graphics/<slug:output>/", outputs.program_page, name="output"),
    path("graphics/<slug:output>/preview/", outputs.preview_page, name="output-preview"),
    path("jump/", jump.jump_page, name="jump"),
    path("desk/<slug:slug>/", desk.desk_page, name="desk"),
    path("desk/<slug:slug>/lately/", desk.lately_part, name="desk-lately"),
    path("desk/<slug:slug>/key/", key_contests.key_page, name="key-contests"),
    path("desk/<slug:slug>/key/list/", key_contests.key_list, name="key-list"),
    path("desk/<slug:slug>/acts/<slug:act>/", desk.act_on_desk, name="desk-act"),
    path("about/", pages.about_page, name="about"),
    path("accounts/login/", LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("accounts/logout/", LogoutView.as_view(), name="logout"),
    path("status/", status.status_page, name="status"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("admin/", admin.site.urls),
]
