SELECT period FROM packed_views UNION SELECT period FROM packed_refused;
