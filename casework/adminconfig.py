"""Makes the officers' site the default admin site."""

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    default_site = "casework.admin.site.PortalAdminSite"
